// What a submission and the list of jobs cost with 10,000 and 100,000 jobs waiting, against what they cost with few.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';

import { AppConfig } from '#config/app-config';
import { RedisSettings } from '#config/settings/redis';
import { ANALYSIS_QUEUE } from '#infrastructure/bullmq/analysis-delivery';
import { BullmqAnalysisQueue } from '#infrastructure/bullmq/bullmq-analysis-queue';
import { queueOptions } from '#infrastructure/bullmq/queue-options';
import { WaitingByNeeds } from '#infrastructure/bullmq/waiting-by-needs';
import { WaitingSmallJobs } from '#infrastructure/bullmq/waiting-small-jobs';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisJobStore } from '#infrastructure/redis/jobs/redis-job-store';
import { NoTracing } from '#infrastructure/tracing/no-tracing';
import { addressOf } from './support/address-of.mjs';

import 'reflect-metadata';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const WAITING = [1000, 3000, 10_000, 30_000, 100_000];
/** At these it is judged. */
const JUDGED = [10_000, 100_000];
/** Of what it costs with few. */
const MOST = 1.2;
const MEASURED = 300;
const WARM_UP = 100;
const BATCH = 100;
const MB = 1024 * 1024;
const PROGRAM = readFileSync('/bin/true');

let variants = 0;

/** One api process without a worker, so that whatever is submitted waits. */
export async function measureQueueDepth({ rounds }) {
  const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-bench-'));
  const socket = join(directory, 'redis.sock');
  const redis = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socket, '--dir', directory, '--save', '', '--appendonly', 'yes'],
    { stdio: 'ignore' },
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  const service = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...settings(directory, socket) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await addressOf(service);
    for (let count = 0; count < WARM_UP; count += 1) await submit(url);
    const empty = await measure(url, rounds);
    console.log(row('waiting', 'submit p50', 'submit p95', 'list p50', 'list p95'));
    console.log(row(`< ${variants}`, ...empty.map(milliseconds)));
    const figures = [];
    let written = 0;
    const points = { submissions: [[variants, 1000 / empty[0]]], lists: [[variants, 1000 / empty[2]]] };
    for (const waiting of WAITING) {
      const missing = waiting - written - variants;
      await fill(socket, missing);
      written += missing;
      const full = await measure(url, rounds);
      console.log(row(`> ${waiting}`, ...full.map(milliseconds)));
      const [submitting, , listing] = full.map((value, index) => value / empty[index]);
      const against = 'the same with few waiting';
      points.submissions.push([waiting, 1000 / full[0]]);
      points.lists.push([waiting, 1000 / full[2]]);
      if (!JUDGED.includes(waiting)) continue;
      figures.push(
        { name: `submit, ${waiting} waiting`, against, unit: 'x', values: [submitting], target: { most: MOST } },
        { name: `list of jobs, ${waiting} waiting`, against, unit: 'x', values: [listing] },
      );
    }
    return { figures, series: [seriesOf(points)] };
  } finally {
    for (const child of [service, redis]) {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
    rmSync(directory, { recursive: true, force: true });
  }
}

function settings(directory, socket) {
  return {
    BIN2NLP_ROLE: 'api',
    BIN2NLP_ENVIRONMENT: 'testing',
    BIN2NLP_SERVER__PORT: '0',
    BIN2NLP_LOGGING__LEVEL: 'info',
    BIN2NLP_REDIS__URL: socket,
    BIN2NLP_STORAGE__DATA_DIR: directory,
    BIN2NLP_STORAGE__MIN_FREE_SPACE_MB: '0',
    BIN2NLP_ANALYSIS__MAX_WAITING_JOBS: '1000000',
    BIN2NLP_ANALYSIS__MAX_WAITING_JOBS_PER_KEY: '1000000',
  };
}

function seriesOf({ submissions, lists }) {
  return {
    name: 'throughput-by-waiting',
    title: 'Throughput by waiting jobs',
    x: 'jobs waiting',
    y: 'a second, one after the other',
    lines: [
      { name: 'submissions', points: submissions },
      { name: 'lists of jobs', points: lists },
    ],
  };
}

/** Another content each time: nothing is shared. */
async function submit(url) {
  variants += 1;
  const answer = await fetch(`${url}/api/v1/analyze?wait_seconds=0&priority=${variants % 11}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.concat([PROGRAM, Buffer.from(String(variants))]),
  });
  await answer.arrayBuffer();
  if (answer.status !== 202) throw new Error(`A submission was answered ${answer.status}`);
}

async function list(url) {
  const answer = await fetch(`${url}/api/v1/jobs?status=pending`);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`The list was answered ${answer.status}`);
}

/** Writes what so many submissions would have left in Redis, without their uploads: those are not what is measured. */
async function fill(socket, count) {
  const config = Object.assign(new AppConfig(), { redis: Object.assign(new RedisSettings(), { url: socket }) });
  const connections = new RedisConnections(config);
  connections.open();
  await connections.serving();
  const jobs = new RedisJobStore(connections, new SystemClock());
  const bull = new Queue(ANALYSIS_QUEUE, queueOptions(connections));
  const waiting = new BullmqAnalysisQueue(
    bull,
    connections,
    new WaitingSmallJobs(connections),
    // As those that the service takes for small; these are, and wait among them too.
    { maxBytes: config.analysis.smallJobMb * MB },
    new WaitingByNeeds(connections),
    new NoTracing(),
  );
  for (let done = 0; done < count; done += BATCH) {
    await Promise.all(
      Array.from({ length: Math.min(BATCH, count - done) }, async (_, index) => {
        const job = waitingJob((done + index) % 11);
        await jobs.create(job);
        await waiting.enqueue({ ...job, priority: job.options.priority });
      }),
    );
  }
  await bull.close();
  await connections.close();
}

function waitingJob(priority) {
  const now = Date.now();
  const [id, requestId] = [randomUUID(), randomUUID()];
  const digest = randomUUID().replaceAll('-', '');
  const header = { format: 'elf', architecture: 'x86_64', bits: 64, endianness: 'little', kind: 'executable' };
  return {
    id,
    ownerId: 'local',
    status: 'pending',
    file: { name: 'a', size: 1, md5: digest, sha1: digest, sha256: digest + digest, header, intakeMs: 1 },
    options: {
      depth: 'standard',
      focusAreas: [],
      timeoutSeconds: 300,
      priority,
      forceReanalysis: false,
      enableSecurityScan: true,
      customPatterns: [],
    },
    requestId,
    correlationId: requestId,
    createdAt: now,
    updatedAt: now,
    attempts: 0,
    progress: 0,
    cached: false,
  };
}

/** Milliseconds: p50 and p95 of a submission, then of the list. */
async function measure(url, rounds) {
  const [submitting, listing] = [[], []];
  for (let count = 0; count < MEASURED * rounds; count += 1) {
    submitting.push(await timed(() => submit(url)));
    listing.push(await timed(() => list(url)));
  }
  return [...percentiles(submitting), ...percentiles(listing)];
}

async function timed(act) {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

function percentiles(times) {
  times.sort((one, other) => one - other);
  return [times[Math.floor(times.length * 0.5)], times[Math.floor(times.length * 0.95)]];
}

function milliseconds(value) {
  return `${value.toFixed(2)} ms`;
}

function row(...cells) {
  return cells.map((cell) => cell.padEnd(14)).join('');
}
