import type { CacheAdministration } from '#application/ports/cache-administration.port';
import type { ResultCache } from '#application/ports/result-cache.port';
import { HOUR_MS, MB } from '#domain/shared/quantities';
import { aDocument, someStrings } from '#test/builders/document';
import { aContentKey } from '#test/builders/job';

export interface CacheAdministrationSubject {
  readonly cache: ResultCache;
  readonly administration: CacheAdministration;
  readonly pass: (milliseconds: number) => Promise<void>;
}

/** What `CacheAdministration` promises of the results of a cache; `makeSubject` gives an empty one that keeps `maxBytes`. */
export function describeCacheAdministrationContract(
  name: string,
  makeSubject: (maxBytes: number) => Promise<CacheAdministrationSubject>,
): void {
  describe(`${name} keeps the contract of CacheAdministration`, () => {
    const [one, two, three] = [aContentKey('a'), aContentKey('b'), aContentKey('c')];
    const pe = aDocument();
    const file = { ...pe.metadata.file, format: 'pe' as const };
    const other = { ...pe, metadata: { ...pe.metadata, file } };

    it('counts what is stored and how it is used', async () => {
      const { cache, administration, pass } = await makeSubject(MB);
      expect(await administration.statistics()).toMatchObject({
        entries: 0,
        bytes: 0,
        averageTtlMs: 0,
        hits: 0,
        misses: 0,
      });
      await cache.put(one, aDocument(), HOUR_MS);
      await cache.put(two, aDocument(), 3 * HOUR_MS);
      await cache.put(two, aDocument(), 3 * HOUR_MS);
      await cache.head(one);
      await cache.head(one);
      await cache.head(three);
      const now = await administration.statistics();
      expect(now).toMatchObject({ entries: 2, maxBytes: MB, averageTtlMs: 2 * HOUR_MS, hits: 2, misses: 1 });
      expect(now.bytes).toBeGreaterThan(100);
      expect(now.plainBytes).toBeGreaterThanOrEqual(now.bytes);
      await cache.remove(one);
      await cache.put(three, aDocument(), 60_000);
      await pass(61_000);
      expect(await administration.statistics()).toMatchObject({ entries: 1, averageTtlMs: 3 * HOUR_MS });
      await cache.remove(two);
      expect(await administration.statistics()).toMatchObject({ entries: 0, bytes: 0, plainBytes: 0 });
    });

    it('removes what has the tag, and says how many', async () => {
      const { cache, administration } = await makeSubject(MB);
      await cache.put(one, aDocument(), HOUR_MS);
      await cache.put(two, other, HOUR_MS);
      expect(await administration.invalidate({ tag: 'format:macho' })).toBe(0);
      expect(await administration.invalidate({ tag: 'format:pe' })).toBe(1);
      expect([await cache.version(one), await cache.version(two)]).toEqual([expect.any(String), undefined]);
      expect(await administration.invalidate({ tag: `engine:${pe.metadata.engine_version}` })).toBe(1);
      expect(await administration.invalidate({ tag: `engine:${pe.metadata.engine_version}` })).toBe(0);
    });

    it('removes what fits the pattern', async () => {
      const { cache, administration } = await makeSubject(MB);
      for (const key of [one, two]) await cache.put(key, aDocument(), HOUR_MS);
      await cache.put(three, other, HOUR_MS);
      expect(await administration.invalidate({ pattern: 'aaaa*' })).toBe(1);
      expect(await administration.invalidate({ pattern: 'format:p?' })).toBe(1);
      expect(await administration.invalidate({ pattern: '*' })).toBe(1);
    });

    it('renews what expires soon and was read lately, what was read last first', async () => {
      const { cache, administration, pass } = await makeSubject(MB);
      await cache.put(one, aDocument(), 180_000);
      await cache.put(two, aDocument(), 180_000);
      await cache.put(three, aDocument(), HOUR_MS);
      await pass(20);
      await cache.head(one);
      await cache.head(three);
      await administration.statistics();
      // What is renewed now lives so much longer than what is not.
      await pass(60_000);
      const order = { expiringWithinMs: 300_000, usedWithinMs: HOUR_MS, atMost: 1 };
      expect(await administration.renew({ ...order, usedWithinMs: 0 })).toBe(0);
      expect(await administration.renew(order)).toBe(1);
      await pass(130_000);
      expect(await Promise.all([one, two].map((key) => cache.version(key)))).toEqual([expect.any(String), undefined]);
      expect(await administration.invalidate({ tag: `engine:${pe.metadata.engine_version}` })).toBe(2);
      expect(await administration.renew(order)).toBe(0);
    });

    it('keeps within its bytes: what was used least recently goes first', async () => {
      const { cache, administration, pass } = await makeSubject(MB);
      const large = aDocument({ strings: someStrings(1400).map((text, at) => ({ ...text, content: noise(at) })) });
      await cache.put(one, large, HOUR_MS);
      await pass(20);
      await cache.put(two, large, HOUR_MS);
      await pass(20);
      await cache.head(one);
      await administration.statistics();
      await pass(20);
      await cache.put(three, large, HOUR_MS);
      const there = await Promise.all([one, two, three].map((key) => cache.version(key)));
      expect(there).toEqual([expect.any(String), undefined, expect.any(String)]);
      expect((await administration.statistics()).bytes).toBeLessThanOrEqual(MB);
    });
  });
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Text that compression does little for. */
function noise(seed: number): string {
  let state = seed + 1;
  return Array.from({ length: 200 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return ALPHABET[state % ALPHABET.length];
  }).join('');
}
