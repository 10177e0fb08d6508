import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ResultCache } from '#application/ports/result-cache.port';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { ThreadPrograms } from '#infrastructure/threads/thread-programs';
import { ThreadedFactReader } from './threaded-fact-reader';

/** Knows the documents that it was sent, as the true one does. */
const PROGRAM = `
const { parentPort } = require('node:worker_threads');
const known = new Set();
parentPort.on('message', ({ id, order: { of } }) => {
  for (const { name, document } of of) if (document !== undefined) known.add(name);
  const kind = of.every(({ name }) => known.has(name)) ? 'answered' : 'unknown';
  parentPort.postMessage({ kind: 'done', id, result: { kind, page: { text: kind, usedTokens: 1, shown: 1, left: 0 } } });
});
parentPort.postMessage({ kind: 'loaded' });
`;
const QUESTION = {
  ...({ kind: 'report', fileName: 'a', tokenizer: 'o200k_base', focus: [], kinds: [] } as const),
  page: { format: 'json', maxTokens: 500 },
} as const;

describe('A reader of facts in a thread', () => {
  it('reads a document once, however many ask about it before the thread knows it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'facts-'));
    const file = join(folder, 'program.cjs');
    await writeFile(file, PROGRAM);
    let reads = 0;
    async function* gzip(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new Uint8Array(8));
    }
    const cache = {
      version: () => Promise.resolve('1'),
      document: () => Promise.resolve({ version: '1', head: {}, gzip: ((reads += 1), gzip) }),
    };
    const code = { file, nodeArguments: [] };
    const reader = new ThreadedFactReader(cache as unknown as ResultCache, new ThreadPrograms(code, code, code));
    try {
      const all = await Promise.all(Array.from({ length: 20 }, () => reader.ask('key' as ContentKey, QUESTION)));
      expect(new Set(all.map((each) => each?.text))).toEqual(new Set(['answered']));
      expect(reads).toBe(1);
    } finally {
      await reader.onApplicationShutdown();
      await rm(folder, { recursive: true });
    }
  });
});
