// Readers of a service that is measured from outside: load from a process of its own, latencies as rows.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Addresses that a run goes through, again and again. */
const REQUESTS = 2000;
const MOST_OF_BARE = 1.3;
const HERE = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The service of `readers-service.mjs`. @param functions of the result that it has */
export function startReaders(functions) {
  return spawn(process.execPath, [HERE('readers-service.mjs'), functions], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function load(plan) {
  const child = spawn(process.execPath, [HERE('load.mjs')], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return ask(child, plan);
}

/** What a process says next; to a question, where there is one. */
export function ask(child, question) {
  const answer = new Promise((resolve, reject) => {
    const onExit = (code) => reject(new Error(`It ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
  if (question !== undefined) child.send(question);
  return answer;
}

/**
 * @typedef {object} Read what readers ask for
 * @property {string} name
 * @property {() => string} address asked for once for each request
 * @property {Record<string, string>} [headers]
 * @property {number} [limit] of the 99th percentile, milliseconds
 */

/**
 * 100 requests a second are sent when they are due, whatever the answers do; each is timed from when it was due.
 * @param {Read[]} reads
 */
export async function openLoop(service, bareUrl, reads, rounds) {
  const measured = [];
  console.log(row('open loop, 100/s', 'requests', 'failed', 'p50 ms', 'p99 ms', 'max ms', 'longest stall'));
  for (const { name, address, headers = {}, limit } of [{ name: 'bare route', address: () => bareUrl }, ...reads]) {
    const plan = { urls: several(address), headers };
    // A service that has been running: until then its code is still being compiled.
    await load({ ...plan, mode: 'closed', readers: 4, seconds: 5 });
    await ask(service, 'reset');
    const run = await load({ ...plan, mode: 'open', rate: 100, seconds: 5 * rounds });
    const { stall } = await ask(service, 'watch');
    console.log(row(name, ...cells(run), `${stall.toFixed(0)} ms`));
    const target = limit === undefined ? {} : { target: { most: limit } };
    measured.push({ name: `${name}, 100 a second, p99`, against: '', unit: 'ms', values: [run.p99], ...target });
  }
  return measured;
}

/**
 * 50 readers that ask again as soon as they are answered, in turns with 50 readers of the bare route.
 * @param {Read[]} reads
 */
export async function closedLoop(service, bareUrl, reads, rounds) {
  const measured = [];
  console.log(
    row('\nclosed loop, 50 readers', 'requests', 'failed', 'p50 ms', 'p99 ms', 'max ms', 'of bare', 'longest stall'),
  );
  const base = { mode: 'closed', readers: 50, seconds: 3 };
  for (const { name, address, headers = {} } of reads) {
    const [ours, bare] = [[], []];
    await ask(service, 'reset');
    for (let round = 0; round <= rounds; round += 1) {
      const theirs = await load({ ...base, urls: [bareUrl] });
      const own = await load({ ...base, urls: several(address), headers });
      // The first round warms up.
      if (round === 0) continue;
      bare.push(theirs);
      ours.push(own);
    }
    const { stall } = await ask(service, 'watch');
    const [theirs, own] = [middle(bare), middle(ours)];
    console.log(row('bare route', ...cells(theirs), '', ''));
    console.log(row(name, ...cells(own), (own.p99 / theirs.p99).toFixed(2), `${stall.toFixed(0)} ms`));
    measured.push({
      name: `${name}, 50 readers, p99`,
      against: 'bare route that reads one Redis key',
      unit: 'x',
      values: ours.map(({ p99 }, round) => p99 / bare[round].p99),
      target: { most: MOST_OF_BARE },
    });
  }
  return measured;
}

function several(address) {
  return Array.from({ length: REQUESTS }, address);
}

/** The run whose p99 is in the middle. */
function middle(runs) {
  return [...runs].sort((one, other) => one.p99 - other.p99)[Math.floor(runs.length / 2)];
}

function cells({ count, failed, p50, p99, max }) {
  return [count, failed, p50.toFixed(1), p99.toFixed(1), max.toFixed(1)];
}

function row(name, ...values) {
  return [name.padEnd(26), ...values.map((value) => String(value).padStart(9))].join(' ');
}
