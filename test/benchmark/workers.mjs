// Throughput by the number of workers and by that of one worker's slots, fed by one api and one Redis.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import figures from './report/figures.cjs';
import { addressOf } from './support/address-of.mjs';

const { median } = figures;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** About 150 KB each. */
const USUAL = ['/bin/ls', '/bin/cp', '/bin/mv', '/bin/dd'];
const COPIES = 6;
const LOOK_MS = 200;

let variants = 0;

/** Beyond the cores of a small machine, where more of them should cost nothing. */
const COUNTS = [1, 2, 3, 4];
const WAYS = {
  workers: { name: 'workers of one slot', processes: (count) => Array.from({ length: count }, () => 1) },
  slots: { name: 'slots of one worker', processes: (count) => [count] },
};

/** Every file `COPIES` times, each another content, submitted while no slot is free; from the first to the last end. */
export async function measureWorkers({ rounds, samples = USUAL }) {
  const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-bench-'));
  const socket = join(directory, 'redis.sock');
  const redis = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--dir', directory, '--save', ''], {
    stdio: 'ignore',
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const api = start('api', directory, socket);
  const measured = Object.fromEntries(
    Object.keys(WAYS).map((way) => [way, Object.fromEntries(COUNTS.map((count) => [count, { rates: [], cores: [] }]))]),
  );
  try {
    const url = await addressOf(api);
    // In turn, so that what else the machine does meets all.
    for (let round = 0; round < rounds; round += 1) {
      for (const [way, { processes }] of Object.entries(WAYS)) {
        for (const count of COUNTS) {
          const { rate, busy } = await measure(url, processes(count), { directory, socket, samples });
          measured[way][count].rates.push(rate);
          measured[way][count].cores.push(busy);
        }
      }
    }
    return resultOf(measured);
  } finally {
    await Promise.all([api].map(stop));
    await stop(redis);
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Files a second, and the cores that were busy meanwhile, with a worker of so many slots for each. */
async function measure(url, slots, { directory, socket, samples }) {
  const workers = slots.map((count) => start('worker', directory, socket, count));
  try {
    await Promise.all(workers.map(({ address }) => address));
    // Until then the code of workers that have just started is still being compiled.
    await drain(url, samples);
    const before = processorTime();
    const rate = await drain(url, samples);
    const after = processorTime();
    return { rate, busy: (cpus().length * (after.busy - before.busy)) / (after.all - before.all) };
  } finally {
    await Promise.all(workers.map(stop));
  }
}

function resultOf(measured) {
  const against = 'one';
  const series = Object.entries(WAYS).map(([way, { name }]) => ({
    name,
    points: COUNTS.map((count) => [count, median(measured[way][count].rates)]),
  }));
  for (const [way, { name }] of Object.entries(WAYS)) {
    for (const count of COUNTS) {
      const { rates, cores } = measured[way][count];
      console.log(
        `${count} ${name}: ${median(rates).toFixed(2)} files a second, ${median(cores).toFixed(2)} of ${cpus().length} cores busy`,
      );
    }
  }
  const ratios = (way, count) => measured[way][count].rates.map((rate, round) => rate / measured[way][1].rates[round]);
  const [one, two] = [measured.workers[1], measured.workers[2]];
  const perCore = two.rates.map((rate, round) => rate / two.cores[round] / (one.rates[round] / one.cores[round]));
  return {
    figures: [
      ...Object.entries(WAYS).flatMap(([way, { name }]) =>
        COUNTS.slice(1).map((count) => ({
          name: `${count} ${name}, files a second`,
          against,
          unit: 'x',
          values: ratios(way, count),
        })),
      ),
      { name: 'two workers, files a second by the cores kept busy', against: 'one worker', unit: 'x', values: perCore },
    ],
    series: [
      {
        name: 'throughput-by-workers',
        title: 'Throughput by workers and slots',
        x: 'workers of one slot, or slots of one worker',
        y: 'files a second',
        lines: series,
      },
    ],
  };
}

function start(role, directory, socket, slots = 1) {
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
      BIN2NLP_ANALYSIS__WORKER_CONCURRENCY: String(slots),
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
