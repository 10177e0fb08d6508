// How long the service takes until it says that it is up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { addressOf } from './support/address-of.mjs';
import { ownRedis } from './support/own-redis.mjs';

const ROOT = join(import.meta.dirname, '../..');
const DROP_CACHES = '/proc/sys/vm/drop_caches';
/** Seconds. */
const TARGETS = { api: 1.5, worker: 1.5, all: 2.5 };

/** Role by role, in turn; then once after the kernel has forgotten all files, where it can be told to. `all` starts its own Redis too. */
export async function measureStart({ rounds }) {
  const redis = await ownRedis();
  const times = { api: [], worker: [], all: [] };
  const cold = { api: [], worker: [], all: [] };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const role of Object.keys(TARGETS)) {
        const seconds = await start(role, redis.url);
        // The first reads the files.
        if (round > 0) times[role].push(seconds);
      }
    }
    for (const role of Object.keys(TARGETS)) {
      if (forgetFiles()) cold[role].push(await start(role, redis.url));
    }
  } finally {
    await redis.stop();
  }
  const figures = Object.entries(TARGETS).flatMap(([role, most]) => {
    const figure = { name: `role ${role}`, against: '', unit: 's' };
    const first = { ...figure, name: `role ${role}, files not in memory`, values: cold[role] };
    return [{ ...figure, values: times[role], target: { most } }, ...(cold[role].length > 0 ? [first] : [])];
  });
  return { figures };
}

async function start(role, redisUrl) {
  const directory = await mkdtemp(join(tmpdir(), 'bin2nlp-bench-'));
  const started = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      BIN2NLP_ROLE: role,
      BIN2NLP_SERVER__PORT: '0',
      BIN2NLP_WORKER_HTTP__PORT: '0',
      BIN2NLP_LOGGING__LEVEL: 'info',
      BIN2NLP_LOGGING__FORMAT: 'json',
      BIN2NLP_STORAGE__DATA_DIR: directory,
      BIN2NLP_STORAGE__MIN_FREE_SPACE_MB: '0',
      ...(role === 'all' ? {} : { BIN2NLP_REDIS__URL: redisUrl }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await addressOf(child);
    return (performance.now() - started) / 1000;
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await rm(directory, { recursive: true, force: true });
  }
}

function forgetFiles() {
  try {
    writeFileSync(DROP_CACHES, '3');
    return true;
  } catch {
    return false; // only root of the machine itself may
  }
}
