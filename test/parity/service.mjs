import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const UP = /is up on (http:\/\/[\d.]+:\d+)/;

/** The built service on a free port, with a data directory of its own in `scratch`. */
export function serve(scratch, variables) {
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      BIN2NLP_ENVIRONMENT: 'testing',
      BIN2NLP_LOGGING__LEVEL: 'info',
      BIN2NLP_STORAGE__DATA_DIR: mkdtempSync(join(scratch, 'data-')),
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      if (printed === undefined) return;
      printed += chunk;
      const url = UP.exec(printed)?.[1];
      if (url === undefined) return;
      printed = undefined;
      resolve({ url, pid: child.pid, stop: () => (child.kill('SIGTERM'), ended) });
    });
    ended.then((status) => reject(new Error(`The service ended with ${status}: ${printed}`)));
  });
}

export async function byContent(url, bytes, name = 'a') {
  const answer = await fetch(`${url}/v1/magic/content?filename=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: bytes,
  });
  return answer.json();
}

export async function byPath(url, path) {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/v1/magic/path`, { method: 'POST', headers, body: JSON.stringify({ path }) });
  return answer.json();
}
