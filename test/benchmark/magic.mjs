// The File Magic API over HTTP against one process of file(1) for each file; then large uploads.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { URL } from 'node:url';

import { chooseMachineFiles } from '../parity/choose-files.mjs';
import { serve } from '../parity/service.mjs';

const require = createRequire(import.meta.url);
const { LibmagicFileIdentifier } = require('../../dist/infrastructure/libmagic/libmagic-file-identifier.js');
const { LibmagicLauncher } = require('../../dist/infrastructure/libmagic/libmagic-launcher.js');
const { KernelMemoryFiles } = require('../../dist/infrastructure/libmagic/kernel-memory-files.js');
const { MemoryFile } = require('../../dist/infrastructure/filesystem/memory-file.js');
const { Sandbox } = require('../../dist/infrastructure/sandbox/sandbox.js');
const { HostEnvironment } = require('../../dist/infrastructure/sandbox/host-environment.js');
const { AppConfig } = require('../../dist/config/app-config.js');

const SMALL = 64 * 1024;
const FILES = 200;
/** Of a service that has been running: until then its code is still being compiled. */
const WARM_UP_ROUNDS = 10;
const AT_ONCE = 8;
const LARGE = 100 * 1024 * 1024;
const LARGE_AT_ONCE = 20;
const LARGE_ROUNDS = 5;
/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;

export async function measureMagic({ rounds }) {
  const scratch = mkdtempSync(join(tmpdir(), 'bin2nlp-bench-'));
  // As in production; lines for people cost more than the answer.
  const service = await serve(scratch, { BIN2NLP_LOGGING__FORMAT: 'json' });
  try {
    const files = smallFiles();
    await small(service, files, rounds);
    await large(service, scratch);
  } finally {
    await service.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function smallFiles() {
  const paths = chooseMachineFiles('/usr', 2000).map((path) => join('/usr', path));
  const fitting = paths.filter((path) => statSync(path).size > 0 && statSync(path).size <= SMALL);
  return fitting.slice(0, FILES).map((path) => ({ path, bytes: readFileSync(path) }));
}

async function small(service, files, rounds) {
  const clients = await Promise.all(Array.from({ length: AT_ONCE }, () => Client.connect(service.url)));
  const ask = ({ bytes }, lane = 0) => clients[lane].identify(bytes);
  const rates = { http: [], command: [] };
  const busy = { service: [], command: [] };
  const one = [];
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    await inLanes(files, AT_ONCE, ask);
    await inLanes(files, 1, ask);
  }
  for (let round = 0; round <= rounds; round += 1) {
    const before = [endedChildrenMs(), ...processorMs(service.pid)];
    const command = await timed(() => inLanes(files, 1, ({ path }) => fileCommand(path)));
    const between = endedChildrenMs();
    const http = await timed(() => inLanes(files, AT_ONCE, ask));
    const after = [between, ...processorMs(service.pid)];
    const [ofCommand, ofService, ofHelpers] = after.map((each, index) => (each - before[index]) / files.length);
    const single = [];
    for (const file of files) single.push(await timed(() => ask(file)));
    if (round === 0) continue; // it warms up
    rates.command.push(files.length / command);
    rates.http.push(files.length / http);
    busy.command.push(ofCommand);
    busy.service.push([ofService, ofHelpers]);
    one.push(...single);
  }
  for (const client of clients) client.end();
  const share = await libmagicTimes(files);
  console.log(`${files.length} files of at most ${SMALL / 1024} KB, ${rounds} rounds, medians`);
  console.log(`  one file(1) process after the other ${median(rates.command).toFixed(0).padStart(6)} files/s`);
  console.log(`  over HTTP, ${AT_ONCE} clients               ${median(rates.http).toFixed(0).padStart(6)} files/s`);
  console.log(
    `  ratio                               ${(median(rates.http) / median(rates.command)).toFixed(1).padStart(6)}`,
  );
  const [ofService, ofHelpers] = [0, 1].map((part) => median(busy.service.map((each) => each[part])));
  console.log(
    `  processor time of a file: file(1) ${median(busy.command).toFixed(1)} ms; the service ${ofService.toFixed(1)} ms, what it has started ${ofHelpers.toFixed(1)} ms; load ${loadavg()[0].toFixed(1)}`,
  );
  console.log(`  one client: p50 ${ms(median(one))}, p99 ${ms(quantile(one, 0.99))}`);
  console.log(
    `  libmagic's own time: p50 ${median(share).toFixed(2)} ms, ${((100 * median(share)) / (1000 * median(one))).toFixed(0)} % of it`,
  );
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
  const ratio = median(rates.upload) / median(rates.sum);
  console.log(
    `one upload of 100 MB: ${median(rates.upload).toFixed(0)} MB/s, sha256sum ${median(rates.sum).toFixed(0)} MB/s, ratio ${ratio.toFixed(2)}`,
  );
  const before = memoryOf(service.pid);
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memoryOf(service.pid))), 20);
  const statuses = await Promise.all(Array.from({ length: LARGE_AT_ONCE }, () => postFile(service.url, path)));
  clearInterval(watch);
  console.log(
    `${LARGE_AT_ONCE} at once: ${statuses.filter((status) => status === 200).length} answered 200; memory of the service ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most: ${(most - before).toFixed(0)} MB more`,
  );
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

/** One connection that is kept, with as little work for each request as HTTP allows: what the client takes is not the service's. */
class Client {
  #socket;
  #answer = '';
  #settle = { resolve: () => undefined, reject: () => undefined };

  static async connect(url) {
    const { hostname, port } = new URL(url);
    const client = new Client();
    client.#socket = connect({ host: hostname, port, noDelay: true }).setEncoding('latin1');
    await once(client.#socket, 'connect');
    client.#socket.on('data', (text) => client.#hear(text));
    client.#socket.on('close', () => client.#settle.reject(new Error('The service closed the connection')));
    return client;
  }

  identify(bytes) {
    const head = `POST /v1/magic/content?filename=a HTTP/1.1\r\nHost: bench\r\nContent-Length: ${bytes.length}\r\n\r\n`;
    this.#socket.cork();
    this.#socket.write(head);
    this.#socket.write(bytes);
    this.#socket.uncork();
    return new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
  }

  end() {
    this.#socket.removeAllListeners('close').destroy();
  }

  #hear(text) {
    this.#answer += text;
    const body = this.#answer.indexOf('\r\n\r\n') + 4;
    if (body < 4 || this.#answer.length < body + Number(/content-length: (\d+)/i.exec(this.#answer)[1])) return;
    const [status] = this.#answer.split('\r\n', 1);
    this.#answer = '';
    if (status === 'HTTP/1.1 200 OK') this.#settle.resolve();
    else this.#settle.reject(new Error(status));
  }
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

function fileCommand(path) {
  return new Promise((resolve, reject) => {
    spawn('file', ['-b', path], { stdio: 'ignore' }).once('error', reject).once('close', resolve);
  });
}

async function inLanes(items, lanes, work) {
  const queue = items.values();
  const lane = async (number) => {
    for (const item of queue) await work(item, number);
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
}

async function timed(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const ms = (seconds) => `${(seconds * 1000).toFixed(2)} ms`;
const median = (numbers) => quantile(numbers, 0.5);

function quantile(numbers, share) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
