import { spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { PrivateRedis } = require('../../dist/infrastructure/redis/private/private-redis.js');

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const MB = 1024 * 1024;
const SIZE_MB = 100;
const AT_ONCE = 20;
const LEAST_OF_SHA256SUM = 0.8;
const MOST_MEMORY_MB = 64;

/**
 * 100 MB by the raw route to a process of role api, against sha256sum over the same bytes in the same run; then 20 of them at
 * once, and how much memory that takes. The bytes are random: the whole file is received and hashed, then refused as no binary.
 */
export async function measureUploads({ rounds }) {
  const directory = await mkdtemp(join(tmpdir(), 'bin2nlp-bench-'));
  const redis = await PrivateRedis.start(directory);
  const content = randomFillSync(Buffer.alloc(SIZE_MB * MB));
  const file = join(directory, 'content');
  await writeFile(file, content);
  const api = await startApi(directory, redis.url);
  try {
    await upload(api.url, content);
    const ours = [];
    const theirs = [];
    const busy = [];
    for (let round = 0; round < rounds; round += 1) {
      theirs.push(await timed(() => run('sha256sum', [file])));
      const before = processorSeconds(api.pid);
      ours.push(await timed(() => upload(api.url, content)));
      busy.push(processorSeconds(api.pid) - before);
    }
    const [own, sum] = [Math.min(...ours), Math.min(...theirs)];
    console.log(`sha256sum          ${rate(sum)} MB/s (best of ${rounds})`);
    console.log(
      `upload             ${rate(own)} MB/s (best of ${rounds}), ${Math.min(...busy).toFixed(2)} s of processor time`,
    );
    console.log(`upload/sha256sum   ${(sum / own).toFixed(2)}`);
    const before = residentMb(api.pid);
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMb(api.pid));
    }, 20);
    const seconds = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, () => upload(api.url, content))));
    clearInterval(watch);
    console.log(`${AT_ONCE} at once         ${((AT_ONCE * SIZE_MB) / seconds).toFixed(0)} MB/s in all`);
    console.log(
      `memory (RSS)       ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most: +${(peak - before).toFixed(0)} MB`,
    );
    return {
      figures: [
        {
          name: 'upload of 100 MB, bytes a second',
          against: 'sha256sum',
          unit: 'x',
          values: ours.map((seconds, round) => theirs[round] / seconds),
          target: { least: LEAST_OF_SHA256SUM },
        },
        {
          name: `memory that ${AT_ONCE} at once take`,
          against: 'before them',
          unit: 'MB',
          values: [peak - before],
          target: { most: MOST_MEMORY_MB },
        },
      ],
    };
  } finally {
    api.child.kill('SIGTERM');
    await new Promise((resolve) => api.child.once('close', resolve));
    await redis.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function startApi(directory, redisUrl) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      BIN2NLP_ENVIRONMENT: 'testing',
      BIN2NLP_ROLE: 'api',
      BIN2NLP_LOGGING__LEVEL: 'info',
      BIN2NLP_REDIS__URL: redisUrl,
      BIN2NLP_STORAGE__DATA_DIR: directory,
      // Overwriting what was refused is not receiving it.
      BIN2NLP_STORAGE__SECURE_FILE_CLEANUP: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The api ended:\n${output}`)));
    child.stdout.on('data', (text) => {
      output += text;
      const url = /is up on (http:\/\/[\d.]+:\d+)/.exec(output)?.[1];
      if (url !== undefined) resolve({ url, child, pid: child.pid });
    });
  });
}

function upload(url, content) {
  return new Promise((resolve, reject) => {
    const client = request(
      `${url}/api/v1/analyze`,
      {
        method: 'POST',
        agent: false,
        headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': content.length },
      },
      (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 400) resolve();
          else reject(new Error(`The upload was answered ${response.statusCode}`));
        });
      },
    );
    client.once('error', reject);
    client.end(content);
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

function rate(seconds) {
  return (SIZE_MB / seconds).toFixed(0);
}

function residentMb(pid) {
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb) / 1024;
}

/** User and system time, in seconds; the kernel counts in hundredths. */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
