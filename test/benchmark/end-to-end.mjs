// What the service adds to the engine's own time: one file at a time from its submission to its summary, never from the cache.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { addressOf } from './support/address-of.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** About 150 KB. */
const USUAL = ['/bin/ls'];
const MEASURED = 15;
const WARM_UP = 2;
const MOST_ADDED_MS = 40;

/** The whole service in one process (role `all`), with a Redis of its own; each submission is another content. */
export async function measureEndToEnd({ rounds, samples = USUAL }) {
  const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-bench-'));
  const service = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      BIN2NLP_ENVIRONMENT: 'testing',
      BIN2NLP_SERVER__PORT: '0',
      BIN2NLP_LOGGING__LEVEL: 'info',
      BIN2NLP_STORAGE__DATA_DIR: directory,
      BIN2NLP_STORAGE__MIN_FREE_SPACE_MB: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const figures = [];
  try {
    const url = await addressOf(service);
    console.log(row('sample', 'KB', 'runs', 'total p50', 'engine p50', 'above p50', 'above max', 'load'));
    for (const sample of samples) {
      const content = readFileSync(sample);
      const runs = [];
      for (let count = 0; count < WARM_UP + MEASURED * rounds; count += 1) {
        const run = await analyse(url, Buffer.concat([content, Buffer.from(`\n${count}`)]));
        if (count >= WARM_UP) runs.push(run);
      }
      const of = (name) => runs.map((run) => run[name]).sort((one, other) => one - other);
      const middle = (name) => of(name)[Math.floor(runs.length / 2)].toFixed(0);
      console.log(
        row(
          ...[basename(sample), (content.length / 1024).toFixed(0), runs.length],
          ...['total', 'engine', 'above'].map(middle),
          ...[of('above').at(-1).toFixed(0), loadavg()[0].toFixed(1)],
        ),
      );
      figures.push({
        name: `${basename(sample)}, what the service adds`,
        against: 'the engine alone',
        unit: 'ms',
        values: of('above'),
        target: { most: MOST_ADDED_MS },
      });
    }
    console.log('milliseconds; engine: what the stages of the document took, without the intake');
    return { figures };
  } finally {
    service.kill('SIGTERM');
    if (service.exitCode === null) await once(service, 'exit');
    rmSync(directory, { recursive: true, force: true });
  }
}

async function analyse(url, body) {
  const started = performance.now();
  const answer = await fetch(`${url}/api/v1/analyze?analysis_depth=quick&wait_seconds=60`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });
  const { data } = await answer.json();
  if (answer.status !== 200 || data.cached) throw new Error(`A submission was answered ${answer.status}`);
  const summary = await fetch(`${url}/api/v1/analyze/${data.job_id}`);
  const { stages } = (await summary.json()).data.result.metadata;
  const total = performance.now() - started;
  const engine = stages
    .filter(({ name }) => name !== 'intake')
    .reduce((sum, { elapsed_ms: elapsed }) => sum + (elapsed ?? 0), 0);
  return { total, engine, above: total - engine };
}

function row(name, ...cells) {
  return [name.padEnd(12), ...cells.map((cell) => String(cell).padStart(11))].join('');
}
