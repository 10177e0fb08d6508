// Programs of this machine at standard depth through the API, against a shell loop of radare2's own script.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { installedRadare2 } from './support/installed-radare2.mjs';
import { programs } from './support/programs.mjs';
import { processorSeconds, WatchedService } from './support/service.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { AppConfig } = require('../../dist/config/app-config.js');

const LARGEST = 10 * 1024 * 1024;
const COUNT = 200;
/** The script takes seconds for each: it gets one of so many. */
const STRIDE = 5;
const CLIENTS = 8;
const SCRIPT = 'aaa;aflj;izj;iij;iEj;iSj';

export async function compareBatch({ rounds, samples = spread() }) {
  const some = samples.filter((_, index) => index % STRIDE === 0);
  console.log(`${samples.length} programs, of which the script gets ${some.length}; ${CLIENTS} clients\n`);
  const ratios = { rate: [], parallel: [], processor: [], commandLine: [] };
  for (let round = 0; round < rounds; round += 1) {
    const script = await loop(some);
    const parallel = await inParallel(some);
    const ours = await batch(samples);
    ratios.rate.push(ours.rate / script.rate);
    ratios.parallel.push(ours.rate / parallel.rate);
    ratios.processor.push(ours.processor / script.processor);
    const scanned = await scan(samples);
    ratios.commandLine.push(scanned.rate / script.rate);
    for (const [name, { rate, processor }] of Object.entries({ script, ours })) {
      console.log(
        `${name}: ${(rate * 60).toFixed(0)} files a minute, ${processor.toFixed(2)} s of processor time each`,
      );
    }
    console.log(`bin2nlp scan: ${(scanned.rate * 60).toFixed(0)} files a minute, the start of its service among them`);
  }
  const [one, two] = ['shell loop of the script', 'the same with xargs -P2'];
  const name = 'files a minute';
  return {
    figures: [
      { name, against: one, unit: 'x', values: ratios.rate, target: { least: 8 } },
      { name: `${name}, two at once`, against: two, unit: 'x', values: ratios.parallel, target: { least: 4 } },
      { name: `${name} of bin2nlp scan`, against: one, unit: 'x', values: ratios.commandLine, target: { least: 8 } },
      { name: 'processor time of a file', against: one, unit: 'x', values: ratios.processor },
    ],
  };
}

/** With a service that has just started. */
async function batch(files) {
  const service = await WatchedService.start();
  try {
    const before = await processorSeconds(service.pid);
    const started = performance.now();
    const left = [...files];
    const client = async () => {
      for (let path = left.shift(); path !== undefined; path = left.shift()) {
        await service.analyse(path, { analysis_depth: 'standard' });
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    const seconds = (performance.now() - started) / 1000;
    const processor = (await processorSeconds(service.pid)) - before;
    return { rate: files.length / seconds, processor: processor / files.length };
  } finally {
    await service.stop();
  }
}

/** By the command line, which starts a service of its own first. */
async function scan(files) {
  const cache = await mkdtemp(join(tmpdir(), 'bin2nlp-bench-'));
  const program = join(import.meta.dirname, '../../dist/cli.js');
  const call = (...args) =>
    promisify(execFile)(process.execPath, [program, ...args], {
      env: { ...process.env, BIN2NLP_CACHE_DIR: cache },
      maxBuffer: 2 ** 30,
    });
  try {
    const started = performance.now();
    // A file that cannot be analysed makes it end with 3.
    const { stdout } = await call('scan', '--json', ...files).catch((failure) => failure);
    const seconds = (performance.now() - started) / 1000;
    const analysed = JSON.parse(stdout).filter(({ failed }) => failed === undefined).length;
    if (analysed < files.length) console.log(`bin2nlp scan: ${files.length - analysed} of ${files.length} failed`);
    return { rate: analysed / seconds };
  } finally {
    await call('serve', '--stop');
    await rm(cache, { recursive: true, force: true });
  }
}

/** One after the other, as a user would. */
async function loop(files) {
  const { program, env } = installedRadare2('radare2', new AppConfig().analysis.radare2Prefix);
  const started = performance.now();
  const command = `TIMEFORMAT='%U %S'; time for file; do "$0" -q -e scr.color=0 -c '${SCRIPT}' "$file" > /dev/null 2>&1; done`;
  const child = spawn('bash', ['-c', command, program, ...files], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  await new Promise((resolve) => child.once('close', resolve));
  const seconds = (performance.now() - started) / 1000;
  const [user = 0, system = 0] = said.trim().split(/\s+/).map(Number);
  return { rate: files.length / seconds, processor: (user + system) / files.length };
}

/** Two at a time. */
async function inParallel(files) {
  const { program, env } = installedRadare2('radare2', new AppConfig().analysis.radare2Prefix);
  const started = performance.now();
  const command = `printf '%s\\0' "$@" | xargs -0 -P2 -n1 "$0" -q -e scr.color=0 -c '${SCRIPT}' > /dev/null 2>&1`;
  const child = spawn('bash', ['-c', command, program, ...files], { env, stdio: 'ignore' });
  await new Promise((resolve) => child.once('close', resolve));
  return { rate: (1000 * files.length) / (performance.now() - started) };
}

/** Evenly of all that are there. */
function spread() {
  const all = programs(LARGEST);
  const step = Math.max(1, all.length / COUNT);
  return Array.from({ length: Math.min(COUNT, all.length) }, (_, index) => all[Math.floor(index * step)]);
}
