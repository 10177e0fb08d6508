import { setTimeout as delay } from 'node:timers/promises';

import { aDocument, someFunctions, someStrings } from '#test/builders/document';
import { aContentKey } from '#test/builders/job';
import { describeResultCacheContract } from '#test/contracts/result-cache.contract';
import { TemporaryRedis } from '#test/support/temporary-redis';
import type { RedisConnections } from './redis-connections';
import { RedisResultCache } from './redis-result-cache';

const HOUR_MS = 3_600_000;
const content = aContentKey('a');

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterAll(async () => {
  await redis.stop();
});

async function makeCache(resultCompression = true): Promise<RedisResultCache> {
  await connections.commands.flushall();
  return new RedisResultCache(connections, redis.config({ features: { resultCompression } }));
}

async function keysLike(part: string): Promise<readonly string[]> {
  return (await connections.cache.keys('*')).filter((key) => key.includes(part));
}

describe.each([true, false])('with compression %s', (compression) => {
  describeResultCacheContract('RedisResultCache', async () => ({
    cache: await makeCache(compression),
    pass: (milliseconds) => delay(milliseconds),
  }));
});

describe('RedisResultCache', () => {
  it('lets every key expire, the index first', async () => {
    const cache = await makeCache();
    await cache.put(content, aDocument({ functions: someFunctions(1200) }), HOUR_MS);
    const keys = await connections.cache.keys('*');
    expect(keys).toHaveLength(1 + 1 + 3 + 2);
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
    expect(replaced).toHaveLength(10);
    for (const key of replaced) expect(await connections.cache.pttl(key)).toBeLessThanOrEqual(10_000);
  });

  it('leaves nothing of what it has removed', async () => {
    const cache = await makeCache();
    await cache.put(content, aDocument({ functions: someFunctions(5000) }), HOUR_MS);
    await cache.remove(content);
    expect(await keysLike('')).toEqual([]);
  });

  it('compresses what is worth it, unless it is told not to', async () => {
    const large = aDocument({ strings: someStrings(500) });
    const size = async (): Promise<number> => connections.cache.strlen((await keysLike(':strings:'))[0] ?? '');
    await (await makeCache()).put(content, large, HOUR_MS);
    const packed = await size();
    await (await makeCache(false)).put(content, large, HOUR_MS);
    expect(await size()).toBeGreaterThan(packed * 3);
    await (await makeCache()).put(content, aDocument({ strings: someStrings(1) }), HOUR_MS);
    expect(await connections.cache.get((await keysLike(':strings:'))[0] ?? '')).toMatch(/^\[/);
  });
});

describe('RedisResultCache with a damaged entry', () => {
  it.each([':head', ':functions:1', ':index'])('misses a result whose %s is damaged, and drops it', async (part) => {
    const cache = await makeCache();
    await cache.put(content, aDocument({ functions: someFunctions(1200) }), HOUR_MS);
    await connections.cache.set((await keysLike(part))[0] ?? '', Buffer.from([0x1f, 0x8b, 1, 2, 3]), 'KEEPTTL');
    expect(await cache.document(content)).toBeUndefined();
    expect(await keysLike(':index')).toEqual([]);
  });

  it('misses a result of which a piece is missing, and drops it', async () => {
    const cache = await makeCache();
    await cache.put(content, aDocument({ functions: someFunctions(1200) }), HOUR_MS);
    await connections.cache.del((await keysLike(':functions:2'))[0] ?? '');
    expect(await cache.page(content, 'functions', 0, 10)).toMatchObject({ total: 1200 });
    expect(await cache.page(content, 'functions', 1000, 10)).toBeUndefined();
    expect(await keysLike('')).toEqual([]);
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
    expect((await cache.document(content))?.functions).toHaveLength(100_000);
    running = false;
    // One for each of its 300 pages at least, on the way in and on the way out.
    expect(turns).toBeGreaterThan(600);
  });
});
