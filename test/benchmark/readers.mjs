// Reading results while others do: latencies of the whole service, measured from another process.
import { cpus, loadavg } from 'node:os';
import { URLSearchParams } from 'node:url';

import { ask, figures, load, middle, row, startReaders } from './support/readers.mjs';

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
  const service = startReaders(String(FUNCTIONS));
  try {
    const { url, bareUrl, id } = await ask(service);
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
      await ask(service, 'reset');
      const measured = await load({ mode: 'open', rate: 100, seconds: 5 * rounds, urls: several(address) });
      const { stall } = await ask(service, 'watch');
      console.log(row(name, ...figures(measured), limit, `${stall.toFixed(0)} ms`));
    }
    console.log(
      row('\nclosed loop, 50 readers', 'requests', 'failed', 'p50 ms', 'p99 ms', 'max ms', 'of bare', 'longest stall'),
    );
    for (const [name, address] of scenarios.slice(0, 2)) {
      const ours = [];
      const bare = [];
      await ask(service, 'reset');
      for (let round = 0; round <= rounds; round += 1) {
        const base = await load({ mode: 'closed', readers: 50, seconds: 3, urls: [bareUrl] });
        const own = await load({ mode: 'closed', readers: 50, seconds: 3, urls: several(address) });
        // The first round warms up.
        if (round > 0) {
          bare.push(base);
          ours.push(own);
        }
      }
      const { stall } = await ask(service, 'watch');
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
