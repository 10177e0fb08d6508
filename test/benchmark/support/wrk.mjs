import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** An answer that takes longer is a failure. */
const TIMEOUT_SECONDS = 10;

/**
 * A load generator that costs little of what it measures. The script ends by printing a line of JSON: requests, failed, and microseconds:
 * duration, p50, p99.
 */
export async function wrk({ url, clients, seconds, script, args }) {
  const settings = [
    '--threads',
    '1',
    '--connections',
    String(clients),
    '--duration',
    `${seconds}s`,
    '--timeout',
    `${TIMEOUT_SECONDS}s`,
    '--script',
    script,
  ];
  const { stdout } = await promisify(execFile)('wrk', [...settings, url, '--', ...args]).catch((error) => {
    throw error.code === 'ENOENT' ? new Error('This scenario needs wrk: apt-get install wrk') : error;
  });
  const { requests, failed, duration, p50, p99 } = JSON.parse(stdout.trim().split('\n').at(-1));
  if (failed > 0) throw new Error(`${failed} of ${requests} requests failed`);
  return { rate: (1e6 * requests) / duration, p50: p50 / 1000, p99: p99 / 1000 };
}
