import { EVERYTHING } from '#domain/results/section-query';
import { address } from '#domain/shared/address';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { packDocument } from '#infrastructure/packing/pack-document';
import { ownEncoder } from '#infrastructure/packing/piece-encoder';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { SectionSearch } from '#infrastructure/search/section-search';
import { aDocument, someFunctions, someStrings } from '#test/builders/document';
import { aContentKey } from '#test/builders/job';
import { describeResultCacheContract } from '#test/contracts/result-cache.contract';
import { letTimePass } from '#test/support/let-time-pass';
import { readDocument } from '#test/support/read-document';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { THREAD_PROGRAMS } from '#test/support/thread-programs';
import { RedisResultCache } from './redis-result-cache';

const HOUR_MS = 3_600_000;
const content = aContentKey('a');

let redis: TemporaryRedis;
let connections: RedisConnections;
const search = new SectionSearch(THREAD_PROGRAMS);

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterAll(async () => {
  await search.onApplicationShutdown();
  await redis.stop();
});

async function makeCache(resultCompression = true, maxMb = 512): Promise<RedisResultCache> {
  await connections.commands.flushall();
  const config = redis.config({ features: { resultCompression } });
  const place = { redis: connections.cache, maxBytes: maxMb * 1024 * 1024, isShared: true };
  return new RedisResultCache(place, search, new SystemClock(), config);
}

async function keysLike(part: string): Promise<readonly string[]> {
  return (await connections.cache.keys('*')).filter((key) => key.includes(part));
}

describe.each([true, false])('with compression %s', (compression) => {
  describeResultCacheContract('RedisResultCache', async () => ({
    cache: await makeCache(compression),
    pass: (milliseconds) => letTimePass(connections.cache, milliseconds),
  }));
});

describe('RedisResultCache', () => {
  it('lets no result go for what is offered', async () => {
    const cache = await makeCache(false, 1);
    const large = aDocument({ strings: someStrings(3000, 'x'.repeat(150)) });
    const [one, two] = [aContentKey('b'), aContentKey('c')];
    await cache.put(one, large, HOUR_MS);
    expect(await cache.offer(two, large, HOUR_MS)).toBe(false);
    expect(await Promise.all([cache.version(one), cache.version(two)])).toEqual([expect.any(String), undefined]);
    await cache.put(two, large, HOUR_MS);
    expect(await Promise.all([cache.version(one), cache.version(two)])).toEqual([undefined, expect.any(String)]);
  });

  it('lets results go that take more than half of what Redis may use', async () => {
    const cache = await makeCache(false);
    const large = aDocument({ strings: someStrings(3000, 'x'.repeat(150)) });
    const [one, two] = [aContentKey('b'), aContentKey('c')];
    await cache.put(one, large, HOUR_MS);
    await cache.put(two, large, HOUR_MS);
    const bytes = await cache.ledger.bytes();
    try {
      // Room for one of them, in a Redis that is full.
      await connections.commands.config('SET', 'maxmemory', Math.round(bytes * 1.5));
      expect(await cache.entries.hasRoomFor(1)).toBe(false);
      await cache.entries.trim();
      // Room for none: the last one stays.
      await connections.commands.config('SET', 'maxmemory', Math.round(bytes / 2));
      await cache.entries.trim();
    } finally {
      await connections.commands.config('SET', 'maxmemory', '0');
    }
    expect(await Promise.all([cache.version(one), cache.version(two)])).toEqual([undefined, expect.any(String)]);
  });

  it('lets every key expire, the index first', async () => {
    const cache = await makeCache();
    await cache.put(content, aDocument({ functions: someFunctions(1200) }), HOUR_MS);
    const keys = await keysLike('result:');
    // Index, head, relations and ranks; pages and columns of functions, strings and imports.
    expect(keys).toHaveLength(1 + 1 + 1 + 1 + 13 + 2 + 2);
    for (const key of keys) {
      const ttl = await connections.cache.pttl(key);
      if (key.endsWith(':index')) expect(ttl).toBeLessThanOrEqual(HOUR_MS);
      else expect(ttl).toBeGreaterThan(HOUR_MS);
      expect(key).toContain(`result:{${content}}:`);
    }
  });

  it('lets what it has replaced go within seconds', async () => {
    const cache = await makeCache();
    await cache.put(content, aDocument({ functions: someFunctions(5000) }), HOUR_MS);
    await cache.put(content, aDocument({ functions: [] }), HOUR_MS);
    const replaced = await keysLike(':functions:');
    expect(replaced).toHaveLength(51);
    for (const key of replaced) expect(await connections.cache.pttl(key)).toBeLessThanOrEqual(10_000);
  });

  it('leaves nothing of what it has removed', async () => {
    const cache = await makeCache();
    await cache.put(content, aDocument({ functions: someFunctions(5000) }), HOUR_MS);
    await cache.remove(content);
    expect(await keysLike('result:')).toEqual([]);
  });

  it('goes on serving what an earlier version stored, but for what that did not keep', async () => {
    const cache = await makeCache();
    const { relations, ranks, ...packed } = await packDocument(aDocument(), ownEncoder(true));
    await cache.put(content, packed, HOUR_MS);
    expect(ranks).toBeDefined();
    expect(await cache.pieces(content, ['functions'])).not.toHaveProperty('ranks');
    const byName = { filter: { kind: 'substring', text: 'fcn' }, order: 'asc' } as const;
    expect(await cache.page(content, 'functions', byName, 0, 9)).toMatchObject({ total: 3 });
    const byCalls = { relations: { calls: address(0x1000) }, order: 'asc' } as const;
    await expect(cache.page(content, 'functions', byCalls, 0, 9)).rejects.toMatchObject({ code: 'RESULT_EXPIRED' });
    await cache.put(content, { ...packed, ...(relations && { relations }) }, HOUR_MS);
    expect(await cache.page(content, 'functions', byCalls, 0, 9)).toMatchObject({ total: 0 });
  });

  it('compresses what is worth it, unless it is told not to', async () => {
    const large = aDocument({ strings: someStrings(500) });
    const size = async (): Promise<number> => connections.cache.strlen((await keysLike(':strings:0'))[0] ?? '');
    await (await makeCache()).put(content, large, HOUR_MS);
    const packed = await size();
    await (await makeCache(false)).put(content, large, HOUR_MS);
    expect(await size()).toBeGreaterThan(packed * 3);
    await (await makeCache()).put(content, aDocument({ strings: someStrings(1) }), HOUR_MS);
    expect(await connections.cache.get((await keysLike(':strings:0'))[0] ?? '')).toContain('"content":"text 0"');
  });
});

describe('RedisResultCache with a damaged entry', () => {
  const damage = async (part: string): Promise<void> => {
    const [key = ''] = (await keysLike(part)).filter((name) => name.endsWith(part));
    await connections.cache.set(key, Buffer.from('damaged, all of it'), 'KEEPTTL');
  };

  it.each([':head', ':index'])('misses a result whose %s is damaged, and drops it', async (part) => {
    const cache = await makeCache();
    await cache.put(content, aDocument(), HOUR_MS);
    await damage(part);
    expect(await cache.head(content)).toBeUndefined();
    expect(await keysLike(':index')).toEqual([]);
  });

  it('misses a result of which a page or the columns are damaged, and drops it', async () => {
    const cache = await makeCache();
    for (const [part, query] of [
      [':functions:1', EVERYTHING],
      [':functions:columns', { sort: 'size', order: 'asc' }],
      [':relations', { relations: { calls: address(0x1000) }, order: 'asc' }],
    ] as const) {
      await cache.put(content, aDocument({ functions: someFunctions(1200) }), HOUR_MS);
      await damage(part);
      expect(await cache.page(content, 'functions', query, 100, 100)).toBeUndefined();
      expect(await keysLike('result:')).toEqual([]);
    }
  });

  it('breaks off a document of which a page is damaged, and drops the result', async () => {
    const cache = await makeCache();
    await cache.put(content, aDocument({ functions: someFunctions(1200) }), HOUR_MS);
    await damage(':functions:1');
    await expect(readDocument(cache, content)).rejects.toThrow('damaged');
    expect(await cache.head(content)).toBeUndefined();
  });

  it('misses a result of which a piece is missing, and drops it', async () => {
    const cache = await makeCache();
    await cache.put(content, aDocument({ functions: someFunctions(1200) }), HOUR_MS);
    await connections.cache.del((await keysLike(':functions:11'))[0] ?? '');
    expect(await cache.page(content, 'functions', EVERYTHING, 0, 10)).toMatchObject({ total: 1200 });
    expect(await cache.page(content, 'functions', EVERYTHING, 1100, 10)).toBeUndefined();
    expect(await keysLike('result:')).toEqual([]);
  });

  it('keeps the event loop free while it stores and reads a large result', async () => {
    const cache = await makeCache();
    const document = aDocument({ functions: someFunctions(100_000), strings: someStrings(50_000) });
    let turns = 0;
    let running = true;
    const count = (): void => {
      turns += 1;
      if (running) setImmediate(count);
    };
    setImmediate(count);
    await cache.put(content, document, HOUR_MS);
    expect((await readDocument(cache, content))?.functions).toHaveLength(100_000);
    running = false;
    // One for each of its 1,500 pages at least, on the way in and on the way out.
    expect(turns).toBeGreaterThan(3000);
  });
});
