// Reading results while others do: latencies of the whole service, measured from another process.
import { URLSearchParams } from 'node:url';

import { ask, closedLoop, openLoop, startReaders } from './support/readers.mjs';

const FUNCTIONS = 100_000;

/**
 * One service with a document of 100,000 functions in its cache, and in the same process a bare Nest route that reads one Redis key.
 */
export async function measureReaders({ rounds }) {
  const service = startReaders(String(FUNCTIONS));
  try {
    const { url, bareUrl, id } = await ask(service);
    const result = `${url}/api/v1/analyze/${id}`;
    const page = () => `${result}/functions?page=${1 + Math.floor(Math.random() * (FUNCTIONS / 50))}`;
    const summary = { name: 'cached summary', address: () => result, limit: 10 };
    const functions = { name: 'page of functions', address: page, limit: 20 };
    const some = { name: 'filtered page', address: () => `${result}/functions?${filtered()}`, limit: 150 };
    const open = await openLoop(service, bareUrl, [summary, functions, some], rounds);
    return { figures: [...open, ...(await closedLoop(service, bareUrl, [summary, functions], rounds))] };
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
