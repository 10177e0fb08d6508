// How much more two workers do than one, each with one slot, fed by one api and one Redis.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { addressOf } from './support/address-of.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** About 150 KB each. */
const USUAL = ['/bin/ls', '/bin/cp', '/bin/mv', '/bin/dd'];
const COPIES = 6;
const LOOK_MS = 200;

let variants = 0;

/** Every file `COPIES` times, each another content, submitted while no slot is free; from the first to the last end. */
export async function measureWorkers({ rounds, samples = USUAL }) {
  const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-bench-'));
  const socket = join(directory, 'redis.sock');
  const redis = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--dir', directory, '--save', ''], {
    stdio: 'ignore',
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const api = start('api', directory, socket);
  const workers = [];
  const rates = { 1: [], 2: [] };
  const cores = { 1: [], 2: [] };
  try {
    const url = await addressOf(api);
    // In turn, so that what else the machine does meets both.
    for (let round = 0; round <= rounds; round += 1) {
      for (const count of [1, 2]) {
        while (workers.length < count) workers.push(start('worker', directory, socket));
        while (workers.length > count) await stop(workers.pop());
        await Promise.all(workers.map((worker) => worker.address));
        const before = processorTime();
        const rate = await drain(url, samples);
        const after = processorTime();
        if (round === 0) continue;
        rates[count].push(rate);
        cores[count].push((cpus().length * (after.busy - before.busy)) / (after.all - before.all));
      }
    }
    const [one, two] = [1, 2].map((count) => ({ rate: median(rates[count]), busy: median(cores[count]) }));
    for (const [name, { rate, busy }] of Object.entries({ one, two })) {
      console.log(
        `${name} of one slot: ${rate.toFixed(2)} files a second, ${busy.toFixed(2)} of ${cpus().length} cores busy`,
      );
    }
    const each = two.rate / two.busy / (one.rate / one.busy);
    const against = 'one worker';
    return {
      figures: [
        { name: 'two workers, files a second', against, unit: 'x', values: [two.rate / one.rate] },
        { name: 'two workers, files a second by the cores kept busy', against, unit: 'x', values: [each] },
      ],
    };
  } finally {
    await Promise.all([...workers, api].map(stop));
    await stop(redis);
    rmSync(directory, { recursive: true, force: true });
  }
}

function start(role, directory, socket) {
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      BIN2NLP_ROLE: role,
      BIN2NLP_ENVIRONMENT: 'testing',
      BIN2NLP_SERVER__PORT: '0',
      BIN2NLP_WORKER_HTTP__PORT: '0',
      BIN2NLP_LOGGING__LEVEL: 'info',
      BIN2NLP_REDIS__URL: socket,
      BIN2NLP_STORAGE__DATA_DIR: directory,
      BIN2NLP_STORAGE__MIN_FREE_SPACE_MB: '0',
      BIN2NLP_ANALYSIS__WORKER_CONCURRENCY: '1',
      BIN2NLP_ANALYSIS__SMALL_JOB_SLOTS: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.address = addressOf(child);
  return child;
}

async function stop(child) {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** @returns files a second. */
async function drain(url, samples) {
  const bodies = Array.from({ length: COPIES }, () => samples.map((path) => variantOf(path))).flat();
  const started = performance.now();
  const jobs = await Promise.all(bodies.map((body) => submit(url, body)));
  await Promise.all(jobs.map((id) => ended(url, id)));
  return (1000 * jobs.length) / (performance.now() - started);
}

/** Of the whole machine, in milliseconds. */
function processorTime() {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({ busy: user + nice + sys + irq, idle }));
  const busy = times.reduce((sum, each) => sum + each.busy, 0);
  return { busy, all: busy + times.reduce((sum, each) => sum + each.idle, 0) };
}

function variantOf(path) {
  variants += 1;
  return Buffer.concat([readFileSync(path), Buffer.from(`\n${variants}`)]);
}

async function submit(url, body) {
  const answer = await fetch(`${url}/api/v1/analyze?analysis_depth=standard&wait_seconds=0`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });
  const { data } = await answer.json();
  if (answer.status !== 202) throw new Error(`A submission was answered ${answer.status}`);
  return data.job_id;
}

async function ended(url, id) {
  for (;;) {
    const { data } = await (await fetch(`${url}/api/v1/jobs/${id}/status`)).json();
    if (data.status === 'completed') return;
    if (data.status === 'failed') throw new Error(`Job ${id} failed`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function median(values) {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
}
