import { join } from 'node:path';

import { AppConfig } from '#config/app-config';
import type { ThreadPrograms } from '#infrastructure/threads/thread-programs';
import { aDocument } from '#test/builders/document';
import { aContentKey } from '#test/builders/job';
import { describeFactReaderContract } from '#test/contracts/fact-reader.contract';
import { FakeResultCache } from '#test/fakes/fake-result-cache';
import { THREAD_PROGRAMS } from '#test/support/thread-programs';
import { ThreadedFactReader } from './threaded-fact-reader';

/** Counts how often a result is read. */
class CountedCache extends FakeResultCache {
  reads = 0;

  override pieces(...args: Parameters<FakeResultCache['pieces']>): ReturnType<FakeResultCache['pieces']> {
    this.reads += 1;
    return super.pieces(...args);
  }
}

const QUESTION = {
  kind: 'report',
  fileName: 'a',
  tokenizer: 'o200k_base',
  focus: [],
  kinds: [],
  page: { format: 'markdown', maxTokens: 500 },
} as const;
const cache = new CountedCache();
const reader = new ThreadedFactReader(cache, THREAD_PROGRAMS, new AppConfig());

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

  it('gives the same answer again without asking the thread, and none once the result is gone', async () => {
    const key = aContentKey('e');
    await cache.put(key, aDocument(), 60_000);
    const first = await reader.ask(key, QUESTION);
    expect(await reader.ask(key, QUESTION)).toBe(first);
    await cache.put(key, aDocument({ functions: [] }), 60_000);
    expect((await reader.ask(key, QUESTION))?.text).not.toBe(first?.text);
    await cache.remove(key);
    expect(await reader.ask(key, QUESTION)).toBeUndefined();
  });
});

describe('An answer that is laid into an envelope', () => {
  const ids = ['0b9ff1c2-1111-4222-8333-944455556666', 'fa9e8d7c-6b5a-4f3e-8d1c-0b9a8f7e6d5c'] as const;
  const around = (second: number): string =>
    `{"metadata":{"analysis_id":"${ids[0]}"},"request_id":"${ids[1]}","timestamp":"2026-01-02T03:04:0${second}.000Z"}`;
  const ask = (key: ReturnType<typeof aContentKey>, second: number): ReturnType<ThreadedFactReader['ask']> =>
    reader.ask(key, { ...QUESTION, page: { format: 'json', maxTokens: 500, around: around(second) } });

  it('is given again without asking the thread, once it is known how many tokens its ids have', async () => {
    const key = aContentKey('c');
    await cache.put(key, aDocument(), 60_000);
    const first = await ask(key, 1);
    const second = await ask(key, 2);
    expect(second).toEqual(first);
    expect(await ask(key, 3)).toBe(second);
  });
});

describe('A question that holds the thread', () => {
  class Hurried extends ThreadedFactReader {
    protected override readonly deadlineMs = 1000;
  }
  const file = join(__dirname, '../../../test/fixtures/threads/held-by-a-question.cjs');
  const programs = { report: { file, nodeArguments: [] } } as unknown as ThreadPrograms;
  const hurried = new Hurried(cache, programs, new AppConfig());
  afterAll(() => hurried.onApplicationShutdown());

  it('is refused with advice, ends the thread, and others are answered by the next', async () => {
    const key = aContentKey('d');
    await cache.put(key, aDocument(), 60_000);
    await hurried.ask(key, { ...QUESTION, fileName: 'first' });
    await new Promise((resolve) => setTimeout(resolve, 600));
    const held = hurried.ask(key, { ...QUESTION, fileName: 'hold' });
    const refused = expect(held).rejects.toMatchObject({
      code: 'OVERLOADED',
      remediation: expect.stringMatching(/^Ask for less/) as string,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const behind = hurried.ask(key, { ...QUESTION, fileName: 'behind' });
    await refused;
    expect(await behind).toMatchObject({ text: 'behind' });
  });
});
