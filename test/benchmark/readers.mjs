// Reading results while others do: latencies of the whole service, measured from another process.
import { spawn } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath, URLSearchParams } from 'node:url';

const HERE = (name) => fileURLToPath(new URL(name, import.meta.url));
const FUNCTIONS = 100_000;

/**
 * One service with a document of 100,000 functions in its cache, and in the same run a bare Nest route that reads one Redis
 * key. Open loop: 100 requests a second are sent when they are due, whatever the answers do, and each is timed from when it
 * was due. Closed loop: 50 readers that ask again as soon as they are answered, in turns with 50 readers of the bare route.
 */
export async function measureReaders({ rounds }) {
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node.js ${process.version}; ${FUNCTIONS} functions`,
  );
  const service = spawn(process.execPath, [HERE('support/readers-service.mjs'), String(FUNCTIONS)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const { url, bareUrl, id } = await message(service);
    const result = `${url}/api/v1/analyze/${id}`;
    const page = () => `${result}/functions?page=${1 + Math.floor(Math.random() * (FUNCTIONS / 50))}`;
    const scenarios = [
      ['cached summary', () => result, 10],
      ['page of functions', page, 20],
      ['filtered page', () => `${result}/functions?${filtered()}`, 150],
    ];
    console.log(row('open loop, 100/s', 'requests', 'failed', 'p50 ms', 'p99 ms', 'max ms', 'limit', 'longest stall'));
    for (const [name, address, limit] of [['bare route', () => bareUrl, ''], ...scenarios]) {
      // A service that has been running: until then its code is still being compiled.
      await load({ mode: 'closed', readers: 4, seconds: 5, urls: several(address) });
      service.send('reset');
      const measured = await load({ mode: 'open', rate: 100, seconds: 5 * rounds, urls: several(address) });
      const { stall } = await ask(service, 'stall');
      console.log(row(name, ...figures(measured), limit, `${stall.toFixed(0)} ms`));
    }
    console.log(
      row('\nclosed loop, 50 readers', 'requests', 'failed', 'p50 ms', 'p99 ms', 'max ms', 'of bare', 'longest stall'),
    );
    for (const [name, address] of scenarios.slice(0, 2)) {
      const ours = [];
      const bare = [];
      service.send('reset');
      for (let round = 0; round <= rounds; round += 1) {
        const base = await load({ mode: 'closed', readers: 50, seconds: 3, urls: [bareUrl] });
        const own = await load({ mode: 'closed', readers: 50, seconds: 3, urls: several(address) });
        // The first round warms up.
        if (round > 0) {
          bare.push(base);
          ours.push(own);
        }
      }
      const { stall } = await ask(service, 'stall');
      const [base, own] = [middle(bare), middle(ours)];
      console.log(row('bare route', ...figures(base), '', ''));
      console.log(row(name, ...figures(own), (own.p99 / base.p99).toFixed(2), `${stall.toFixed(0)} ms`));
    }
    // Others on the machine count: with more to do than cores, latencies say little, and the ratio more.
    console.log(`load average of the last minute: ${loadavg()[0].toFixed(1)}`);
  } finally {
    service.kill('SIGTERM');
  }
}

/** Different every time, so that few are answered from memory: parts of names, orders, and now and then an expression. */
function filtered() {
  const part = Math.floor(Math.random() * 4096).toString(16);
  const sort = ['address', 'size', 'complexity', 'name', 'calls'][Math.floor(Math.random() * 5)];
  const filter = Math.random() < 0.02 ? `/${part}$/` : part;
  return new URLSearchParams({ filter, sort, order: Math.random() < 0.5 ? 'asc' : 'desc' }).toString();
}

function several(address) {
  return Array.from({ length: 2000 }, address);
}

function load(plan) {
  const child = spawn(process.execPath, [HERE('support/load.mjs')], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(plan);
  return message(child);
}

function message(child) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`It ended with ${code}`)));
  });
}

function ask(child, question) {
  const answer = message(child);
  child.send(question);
  return answer;
}

/** The run whose p99 is in the middle. */
function middle(runs) {
  return [...runs].sort((one, other) => one.p99 - other.p99)[Math.floor(runs.length / 2)];
}

function figures({ count, failed, p50, p99, max }) {
  return [count, failed, p50.toFixed(1), p99.toFixed(1), max.toFixed(1)];
}

function row(name, ...cells) {
  return [name.padEnd(26), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
}
