// What a survey of a very large program takes: the first, which has to be made, and those that everybody else asks for.
import { createReadStream, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { basename } from 'node:path';
import { URLSearchParams } from 'node:url';

import { ask, figures, load, middle, row, startReaders } from './support/readers.mjs';

const MARKDOWN = { accept: 'text/markdown' };
const JSON_TYPE = { accept: 'application/json' };
const LIMIT_MS = 10;

/**
 * One service that has analysed a program (by default the Node.js that runs this), and in the same process a bare Nest route that reads
 * one Redis key. The first survey: nobody has asked about the result before. Then as in the scenario `readers`: 100 a second, sent when
 * they are due, and 50 readers that ask again as soon as they are answered.
 */
export async function measureSurveys({ rounds, samples = [process.execPath] }) {
  const service = startReaders('1');
  try {
    const { url, bareUrl } = await ask(service);
    for (const path of samples) {
      const result = await analysed(url, path);
      const survey = `${result}/survey`;
      await first(service, survey, path);
      await openLoop(service, bareUrl, survey, rounds);
      await closedLoop(service, bareUrl, survey, rounds);
    }
    // Others on the machine count: with more to do than cores, latencies say little, and the ratio more.
    console.log(`load average of the last minute: ${loadavg()[0].toFixed(1)}`);
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
}

async function openLoop(service, bareUrl, survey, rounds) {
  console.log(row('open loop, 100/s', 'requests', 'failed', 'p50 ms', 'p99 ms', 'max ms', 'limit', 'longest stall'));
  for (const [name, address, headers, limit] of [
    ['bare route', bareUrl, {}, ''],
    ['survey', survey, MARKDOWN, LIMIT_MS],
    ['survey as JSON', survey, JSON_TYPE, LIMIT_MS],
  ]) {
    // A service that has been running: until then its code is still being compiled.
    await load({ mode: 'closed', readers: 4, seconds: 5, urls: [address], headers });
    await ask(service, 'reset');
    const measured = await load({ mode: 'open', rate: 100, seconds: 5 * rounds, urls: [address], headers });
    const { stall } = await ask(service, 'watch');
    console.log(row(name, ...figures(measured), limit, `${stall.toFixed(0)} ms`));
  }
}

async function closedLoop(service, bareUrl, survey, rounds) {
  console.log(
    row('\nclosed loop, 50 readers', 'requests', 'failed', 'p50 ms', 'p99 ms', 'max ms', 'of bare', 'longest stall'),
  );
  for (const [name, headers] of [
    ['survey', MARKDOWN],
    ['survey as JSON', JSON_TYPE],
  ]) {
    const [ours, bare] = [[], []];
    await ask(service, 'reset');
    for (let round = 0; round <= rounds; round += 1) {
      const base = await load({ mode: 'closed', readers: 50, seconds: 3, urls: [bareUrl] });
      const own = await load({ mode: 'closed', readers: 50, seconds: 3, urls: [survey], headers });
      // The first round warms up.
      if (round === 0) continue;
      bare.push(base);
      ours.push(own);
    }
    const { stall } = await ask(service, 'watch');
    const [base, own] = [middle(bare), middle(ours)];
    console.log(row('bare route', ...figures(base), '', ''));
    console.log(row(name, ...figures(own), (own.p99 / base.p99).toFixed(2), `${stall.toFixed(0)} ms`));
  }
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
