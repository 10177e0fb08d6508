import { aDocument } from '#test/builders/document';
import { aContentKey } from '#test/builders/job';
import { describeFactReaderContract } from '#test/contracts/fact-reader.contract';
import { FakeResultCache } from '#test/fakes/fake-result-cache';
import { THREAD_PROGRAMS } from '#test/support/thread-programs';
import { ThreadedFactReader } from './threaded-fact-reader';

/** Counts how often a whole document is read. */
class CountedCache extends FakeResultCache {
  reads = 0;

  override document(...args: Parameters<FakeResultCache['document']>): ReturnType<FakeResultCache['document']> {
    this.reads += 1;
    return super.document(...args);
  }
}

const cache = new CountedCache();
const reader = new ThreadedFactReader(cache, THREAD_PROGRAMS);

afterAll(() => reader.onApplicationShutdown());

describeFactReaderContract('ThreadedFactReader', () => ({ reader, cache }));

describe('A reader of facts in a thread', () => {
  it('reads a document once, however many ask about it before the thread knows it', async () => {
    const key = aContentKey('f');
    await cache.put(key, aDocument(), 60_000);
    cache.reads = 0;
    const page = { format: 'json', maxTokens: 500 } as const;
    const question = { kind: 'report', fileName: 'a', tokenizer: 'o200k_base', focus: [], kinds: [], page } as const;
    const all = await Promise.all(Array.from({ length: 20 }, () => reader.ask(key, question)));
    expect(new Set(all.map((each) => each?.text)).size).toBe(1);
    expect(all[0]?.shown).toBeGreaterThan(0);
    expect(cache.reads).toBe(1);
  });
});
