// What a survey of a very large program takes: the first, which has to be made, and those that everybody else asks for.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { URLSearchParams } from 'node:url';

import { ask, closedLoop, openLoop, startReaders } from './support/readers.mjs';

const MARKDOWN = { accept: 'text/markdown' };
const JSON_TYPE = { accept: 'application/json' };
const LIMIT_MS = 10;
const FIRST_LIMIT_MS = 1500;

/**
 * One service that has analysed a program (by default the Node.js that runs this), and in the same process a bare Nest route that reads
 * one Redis key. The first survey: nobody has asked about the result before. Then as in the scenario `readers`.
 */
export async function measureSurveys({ rounds, samples = [process.execPath] }) {
  const measured = [];
  const service = startReaders('1');
  try {
    const { url, bareUrl } = await ask(service);
    for (const path of samples) {
      const result = await analysed(url, path);
      const survey = `${result}/survey`;
      measured.push(await first(service, survey, path));
      const reads = [
        { name: 'survey', address: () => survey, headers: MARKDOWN, limit: LIMIT_MS },
        { name: 'survey as JSON', address: () => survey, headers: JSON_TYPE, limit: LIMIT_MS },
      ];
      measured.push(...(await openLoop(service, bareUrl, reads, rounds)));
      measured.push(...(await closedLoop(service, bareUrl, reads, rounds)));
    }
    return { figures: measured };
  } finally {
    service.kill('SIGTERM');
  }
}

async function first(service, survey, path) {
  await ask(service, 'reset');
  const before = await ask(service, 'watch');
  const started = performance.now();
  const response = await fetch(survey, { headers: MARKDOWN });
  const text = await response.text();
  const took = performance.now() - started;
  const { stall, resident } = await ask(service, 'watch');
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
  const counted = /(\d+) functions/.exec(text)?.[1];
  console.log(
    `${basename(path)}, ${counted} functions: first survey ${took.toFixed(0)} ms, longest stall ${stall.toFixed(0)} ms, ` +
      `memory ${mb(before.resident)} -> ${mb(resident)} MB`,
  );
  return { name: 'first survey', against: '', unit: 'ms', values: [took], target: { most: FIRST_LIMIT_MS } };
}

/** The address of its result, once it is there. */
async function analysed(url, path) {
  const query = new URLSearchParams({ filename: basename(path), timeout_seconds: '600' });
  const sent = await fetch(`${url}/api/v1/analyze?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(statSync(path).size) },
    body: createReadStream(path),
    duplex: 'half',
  });
  const { data, error } = await sent.json();
  if (data === null || data === undefined) throw new Error(`${path}: ${error.code} ${error.message}`);
  const result = `${url}/api/v1/analyze/${data.job_id}`;
  for (;;) {
    const response = await fetch(result);
    const { error: fault } = await response.json();
    if (response.status === 200) return result;
    if (response.status !== 202) throw new Error(`${path}: ${fault.code} ${fault.message}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function mb(bytes) {
  return Math.round(bytes / 1024 / 1024);
}
