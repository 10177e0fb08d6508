// The File Magic API over HTTP against one process of file(1) for each file; then large uploads.
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';

import { serve } from '../parity/service.mjs';
import figures from './report/figures.cjs';
import { identifiedFiles, IDENTIFY } from './support/identified-files.mjs';
import { wrk } from './support/wrk.mjs';

const { median } = figures;
const require = createRequire(import.meta.url);
const { LibmagicFileIdentifier } = require('../../dist/infrastructure/libmagic/libmagic-file-identifier.js');
const { LibmagicLauncher } = require('../../dist/infrastructure/libmagic/libmagic-launcher.js');
const { KernelMemoryFiles } = require('../../dist/infrastructure/libmagic/kernel-memory-files.js');
const { MemoryFile } = require('../../dist/infrastructure/filesystem/memory-file.js');
const { Sandbox } = require('../../dist/infrastructure/sandbox/sandbox.js');
const { HostEnvironment } = require('../../dist/infrastructure/sandbox/host-environment.js');
const { AppConfig } = require('../../dist/config/app-config.js');

/** Of a service that has been running: until then its code is still being compiled. */
const WARM_UP_SECONDS = 4;
const SECONDS = 4;
/** As a user runs it. */
const LOOP = 'while IFS= read -r file; do file -b "$file"; done < "$0"';
const AT_ONCE = 8;
const LARGE = 100 * 1024 * 1024;
const LARGE_AT_ONCE = 20;
const LARGE_ROUNDS = 5;
/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;
/** As in production; lines for people cost more than the answer. */
const VARIABLES = { BIN2NLP_LOGGING__FORMAT: 'json' };

export async function measureMagic({ rounds }) {
  const scratch = mkdtempSync(join(tmpdir(), 'bin2nlp-bench-'));
  // The same files are sent again and again: each time they are to be looked at as if they were new.
  const service = await serve(scratch, { ...VARIABLES, BIN2NLP_MAGIC__KNOWN_CONTENTS_KB: '0' });
  try {
    const files = identifiedFiles();
    const figures = [...(await small(service, files, rounds, scratch)), await seenBefore(files, rounds, scratch)];
    return { figures: [...figures, ...(await large(service, scratch))] };
  } finally {
    await service.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** By a service as it is: of content that the same caller has sent lately it knows the answer. */
async function seenBefore(files, rounds, scratch) {
  const list = join(scratch, 'list');
  const service = await serve(scratch, VARIABLES);
  try {
    const ask = (seconds) => wrk({ url: service.url, clients: AT_ONCE, seconds, script: IDENTIFY, args: [list] });
    await ask(WARM_UP_SECONDS);
    const values = [];
    for (let round = 0; round < rounds; round += 1) {
      const loop = files.length / (await timed(() => run('bash', ['-c', LOOP, list])));
      values.push((await ask(SECONDS)).rate / loop);
    }
    const name = `files a second, ${AT_ONCE} clients, contents seen before`;
    return { name, against: 'shell loop of file -b', unit: 'x', values };
  } finally {
    await service.stop();
  }
}

async function small(service, files, rounds, scratch) {
  const list = join(scratch, 'list');
  writeFileSync(list, files.map(({ path }) => `${path}\n`).join(''));
  const ask = (clients, seconds) => wrk({ url: service.url, clients, seconds, script: IDENTIFY, args: [list] });
  for (const clients of [AT_ONCE, 1]) await ask(clients, WARM_UP_SECONDS);
  const rounded = { loop: [], all: [], many: [], one: [] };
  const busy = { loop: [], service: [], helpers: [] };
  for (let round = 0; round < rounds; round += 1) {
    const before = [endedChildrenMs(), ...processorMs(service.pid)];
    rounded.loop.push(files.length / (await timed(() => run('bash', ['-c', LOOP, list]))));
    const between = endedChildrenMs();
    const many = await ask(AT_ONCE, SECONDS);
    const after = processorMs(service.pid);
    busy.loop.push((between - before[0]) / files.length);
    for (const [index, name] of ['service', 'helpers'].entries())
      busy[name].push((after[index] - before[index + 1]) / (many.rate * SECONDS));
    rounded.many.push(many);
    rounded.all.push(files.length / (await timed(() => run('file', ['-b', '-f', list]))));
    rounded.one.push(await ask(1, SECONDS));
  }
  const share = median(await libmagicTimes(files));
  const [one, many] = [rounded.one, rounded.many];
  console.log(
    `processor time of a file: file(1) ${median(busy.loop).toFixed(1)} ms; the service ${median(busy.service).toFixed(1)} ms, what it has started ${median(busy.helpers).toFixed(1)} ms`,
  );
  console.log(`libmagic's own time: p50 ${share.toFixed(2)} ms`);
  const loop = 'shell loop of file -b';
  const ratios = (ours, theirs) => ours.map(({ rate }, round) => rate / theirs[round]);
  return [
    {
      name: `files a second, ${AT_ONCE} clients`,
      against: loop,
      unit: 'x',
      values: ratios(many, rounded.loop),
      target: { least: 5.5 },
    },
    {
      name: 'files a second, one client',
      against: loop,
      unit: 'x',
      values: ratios(one, rounded.loop),
      target: { least: 3.5 },
    },
    {
      name: `files a second, ${AT_ONCE} clients, file -b of all`,
      against: 'one file -b of all paths',
      unit: 'x',
      values: ratios(many, rounded.all),
      target: { least: 0.5 },
    },
    { name: 'one client, p50', against: '', unit: 'ms', values: one.map(({ p50 }) => p50), target: { most: 1.5 } },
    { name: 'one client, p99', against: '', unit: 'ms', values: one.map(({ p99 }) => p99) },
    { name: "libmagic's own time of a file, p50", against: '', unit: 'ms', values: [share] },
  ];
}

/** What libmagic itself takes for the description, the media type and the extensions, alone. */
async function libmagicTimes(files) {
  const config = new AppConfig();
  Object.assign(config.storage, { dataDir: tmpdir() });
  const sandbox = new Sandbox(config, new HostEnvironment(process.env.PATH));
  const identifier = new LibmagicFileIdentifier(config, new LibmagicLauncher(config, sandbox));
  const times = [];
  for (const { bytes } of [...files.slice(0, 20), ...files]) {
    const file = new MemoryFile(new KernelMemoryFiles().create(), bytes);
    times.push((await identifier.identify(file)).elapsedMs);
    await file.close();
  }
  await identifier.onModuleDestroy();
  return times.slice(20);
}

async function large(service, scratch) {
  const path = join(scratch, 'large');
  writeFileSync(path, Buffer.alloc(LARGE, readFileSync(process.execPath).subarray(0, 1024 * 1024)));
  const rates = { upload: [], sum: [] };
  for (let round = 0; round <= LARGE_ROUNDS; round += 1) {
    const sum = await timed(() => Promise.resolve(spawnSync('sha256sum', [path])));
    const upload = await timed(() => postFile(service.url, path));
    if (round === 0) continue; // it warms up
    rates.sum.push(LARGE / 1024 / 1024 / sum);
    rates.upload.push(LARGE / 1024 / 1024 / upload);
  }
  console.log(
    `one upload of 100 MB: ${median(rates.upload).toFixed(0)} MB/s, sha256sum ${median(rates.sum).toFixed(0)} MB/s`,
  );
  const before = memoryOf(service.pid);
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memoryOf(service.pid))), 20);
  const statuses = await Promise.all(Array.from({ length: LARGE_AT_ONCE }, () => postFile(service.url, path)));
  clearInterval(watch);
  console.log(
    `${LARGE_AT_ONCE} at once: ${statuses.filter((status) => status === 200).length} answered 200; memory of the service ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most`,
  );
  const ratios = rates.upload.map((rate, round) => rate / rates.sum[round]);
  return [
    {
      name: 'upload of 100 MB, bytes a second',
      against: 'sha256sum',
      unit: 'x',
      values: ratios,
      target: { least: 0.8 },
    },
    {
      name: `memory that ${LARGE_AT_ONCE} at once take`,
      against: 'before them',
      unit: 'MB',
      values: [most - before],
      target: { most: 64 },
    },
  ];
}

/** Of one process, and of all that it has started and that still run. */
function processorMs(pid) {
  const running = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(running.flatMap((name) => statOf(name).map((fields) => [Number(name), Number(fields[1])])));
  const isBelow = (one) => one !== undefined && (one === pid || isBelow(parents.get(one)));
  const used = (one) =>
    statOf(one).reduce((sum, fields) => sum + (Number(fields[11]) + Number(fields[12])) * TICK_MS, 0);
  const below = [...parents.keys()].filter((one) => one !== pid && isBelow(one));
  return [used(pid), below.reduce((sum, one) => sum + used(one), 0)];
}

/** Of the processes that this one has started and that have ended. */
function endedChildrenMs() {
  return statOf('self').reduce((sum, fields) => sum + (Number(fields[13]) + Number(fields[14])) * TICK_MS, 0);
}

/** The fields behind the name; empty of a process that is gone. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return [text.slice(text.lastIndexOf(') ') + 2).split(' ')];
  } catch {
    return []; // it has ended meanwhile
  }
}

/** Resident, in MB. */
function memoryOf(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** Resolves to the status once the whole answer is there. */
function postFile(url, path) {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent: false, headers: { 'Content-Length': LARGE } };
    const client = request(`${url}/v1/magic/content?filename=a`, options, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    });
    client.once('error', reject);
    createReadStream(path, { highWaterMark: 256 * 1024 }).pipe(client);
  });
}

function run(program, args) {
  return new Promise((resolve, reject) => {
    spawn(program, args, { stdio: 'ignore' }).once('error', reject).once('close', resolve);
  });
}

async function timed(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
