import type { FactReader } from '#application/ports/fact-reader.port';
import type { ResultCache } from '#application/ports/result-cache.port';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CompareQuestion, ReportQuestion } from '#domain/report/fact-question';
import { aDocument, someFunctions } from '#test/builders/document';
import { aContentKey } from '#test/builders/job';

const LIFE_MS = 60_000;

export interface FactReaderSubject {
  readonly reader: FactReader;
  /** Where it reads results. */
  readonly cache: ResultCache;
}

/** What `FactReader` promises. */
export function describeFactReaderContract(name: string, subject: () => FactReaderSubject): void {
  describe(`${name} keeps the contract of FactReader`, () => {
    let keys = 0;
    const aKey = (): ContentKey => aContentKey((keys++).toString(16));
    const asking = {
      fileName: 'a.bin',
      tokenizer: 'o200k_base',
      page: { format: 'markdown', maxTokens: 1000 },
    } as const;
    const question = (cursor?: string): ReportQuestion => ({
      ...{ ...asking, kind: 'report', focus: [], kinds: ['function'] },
      page: { ...asking.page, ...(cursor !== undefined && { cursor }) },
    });
    const comparison: CompareQuestion = { ...asking, kind: 'compare' };

    it('misses what is not there', async () => {
      const { reader, cache } = subject();
      const [there, missing] = [aKey(), aKey()];
      await cache.put(there, aDocument(), LIFE_MS);
      expect(await reader.ask(missing, question())).toBeUndefined();
      expect(await reader.compare(there, missing, comparison)).toBeUndefined();
      expect(await reader.compare(missing, there, comparison)).toBeUndefined();
    });

    it('answers of the version that is there, page by page', async () => {
      const { reader, cache } = subject();
      const key = aKey();
      await cache.put(key, aDocument({ functions: someFunctions(300) }), LIFE_MS);
      const first = await reader.ask(key, question());
      expect(first).toMatchObject({ version: await cache.version(key), next: expect.stringMatching(/^c_/) as string });
      expect(first?.usedTokens).toBeLessThanOrEqual(1000);
      const second = await reader.ask(key, question(first?.next));
      expect((first?.shown ?? 0) + (second?.shown ?? 0) + (second?.left ?? 0)).toBe(300);
    });

    it('refuses a cursor of what has been replaced, and answers of what has replaced it', async () => {
      const { reader, cache } = subject();
      const key = aKey();
      await cache.put(key, aDocument({ functions: someFunctions(300) }), LIFE_MS);
      const { next } = (await reader.ask(key, question())) ?? {};
      await cache.put(key, aDocument({ functions: someFunctions(2) }), LIFE_MS);
      await expect(reader.ask(key, question(next))).rejects.toMatchObject({ code: 'RESULT_CHANGED' });
      expect(await reader.ask(key, question())).toMatchObject({ shown: 2, left: 0 });
      await cache.remove(key);
      expect(await reader.ask(key, question())).toBeUndefined();
    });

    it('compares two results, and knows both again', async () => {
      const { reader, cache } = subject();
      const [one, other] = [aKey(), aKey()];
      await cache.put(one, aDocument({ libraries: ['libc.so.6'] }), LIFE_MS);
      await cache.put(other, aDocument({ libraries: [] }), LIFE_MS);
      for (let times = 0; times < 2; times += 1) {
        const answer = await reader.compare(one, other, comparison);
        expect(answer?.text).toContain('library only here: libc.so.6');
        expect(answer?.version).toBe(await cache.version(one));
      }
    });

    it('views results, one, two, and one among others; misses what is not there', async () => {
      const { reader, cache } = subject();
      const [one, other, missing] = [aKey(), aKey(), aKey()];
      await cache.put(one, aDocument({ functions: someFunctions(300), libraries: ['libm.so.6'] }), LIFE_MS);
      await cache.put(other, aDocument(), LIFE_MS);
      const named = { fileName: 'a.bin', showSuspicious: false };
      const whole = await reader.view(one, { ...named, seen: [] });
      expect(whole?.version).toBe(await cache.version(one));
      expect(whole?.view.tables.find(({ name }) => name === 'functions')?.total).toBe(300);
      const compared = await reader.compareView(one, other, { ...named, otherName: 'b.bin' });
      expect(compared?.view.functions).toMatchObject({ onlyHere: 300, onlyThere: 3 });
      const similar = await reader.similarView(one, { ...named, here: 7, matches: [] });
      expect(similar?.view).toMatchObject({ here: 7, fileName: { text: 'a.bin' } });
      expect(await reader.view(missing, { ...named, seen: [] })).toBeUndefined();
      expect(await reader.compareView(one, missing, { ...named, otherName: 'b.bin' })).toBeUndefined();
      expect(await reader.similarView(missing, { ...named, here: 0, matches: [] })).toBeUndefined();
    });

    it('counts what looks like control tokens as letters', async () => {
      const { reader, cache } = subject();
      const key = aKey();
      const functions = someFunctions(1).map((each) => ({ ...each, name: '<|endoftext|>' }));
      await cache.put(key, aDocument({ functions }), LIFE_MS);
      expect((await reader.ask(key, { ...question(), showSuspicious: true }))?.text).toContain('endoftext');
    });
  });
}
