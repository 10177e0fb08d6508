import { Logger } from '@nestjs/common';

import { EVERYTHING } from '#domain/results/section-query';
import { SystemClock } from '#infrastructure/clock/system-clock';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisJobStore } from '#infrastructure/redis/jobs/redis-job-store';
import { RedisEndedJobs } from '#infrastructure/redis/webhooks/redis-ended-jobs';
import { SectionSearch } from '#infrastructure/search/section-search';
import { aDocument, someFunctions } from '#test/builders/document';
import { aContentKey, aJob } from '#test/builders/job';
import { describeResultCacheContract } from '#test/contracts/result-cache.contract';
import { eventually } from '#test/support/eventually';
import { letTimePass } from '#test/support/let-time-pass';
import { readDocument } from '#test/support/read-document';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { THREAD_PROGRAMS } from '#test/support/thread-programs';
import { RedisCacheAdministration } from './redis-cache-administration';
import { ResultPlaces } from './result-places';

const HOUR_MS = 3_600_000;
const [early, late] = [aContentKey('a'), aContentKey('b')];
const search = new SectionSearch(THREAD_PROGRAMS);

let queue: TemporaryRedis;
let results: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  [queue, results] = await Promise.all([TemporaryRedis.start(), TemporaryRedis.start()]);
  connections = await queue.connect(queue.config({ redis: { cacheUrl: results.url, answerTimeoutMs: 300 } }));
});
beforeEach(async () => {
  await back();
  await Promise.all([connections.commands.flushall(), connections.cache.flushall()]);
});
afterAll(async () => {
  process.kill(results.pid, 'SIGCONT');
  await search.onApplicationShutdown();
  await Promise.all([queue.stop(), results.stop()]);
});

async function away(): Promise<void> {
  process.kill(results.pid, 'SIGSTOP');
  await eventually(() => {
    expect(connections.cacheFault).toBeDefined();
  });
}

async function back(): Promise<void> {
  process.kill(results.pid, 'SIGCONT');
  await eventually(() => {
    expect(connections.cacheFault).toBeUndefined();
  });
}

function placesOf(spareMb = 64, resultCompression = true): ResultPlaces {
  const config = queue.config({ cache: { spareMb }, features: { resultCompression } });
  return new ResultPlaces(connections, search, new SystemClock(), config);
}

function administrationOf(places: ResultPlaces): RedisCacheAdministration {
  return new RedisCacheAdministration(places, new SystemClock());
}

const pass = (milliseconds: number): Promise<void> => letTimePass(connections.cache, milliseconds);

// While the first is away a miss is no miss, but a refusal.
describeResultCacheContract('TwoPlaceResultCache', () => Promise.resolve({ cache: placesOf().cache, pass }));

describe('TwoPlaceResultCache', () => {
  it('reads what was stored while the first place was away, then and afterwards, and no other', async () => {
    const places = placesOf();
    const { cache } = places;
    await cache.put(early, aDocument(), HOUR_MS);
    await away();
    const document = aDocument({ functions: someFunctions(250) });
    const warn = jest.spyOn(Logger.prototype, 'warn');
    await cache.put(late, document, HOUR_MS);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
    expect(await readDocument(cache, late)).toEqual(document);
    for (const reading of [cache.head(early), cache.version(early), cache.page(early, 'functions', EVERYTHING, 0, 1)]) {
      await expect(reading).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        message: 'The stored results cannot be reached right now.',
      });
    }
    await back();
    expect(await readDocument(cache, late)).toEqual(document);
    expect(await cache.head(early)).toBeDefined();
  });

  it('brings back what it kept elsewhere, as it was and for as long', async () => {
    const places = placesOf();
    const administration = administrationOf(places);
    await away();
    const document = aDocument({ functions: someFunctions(250) });
    await places.cache.put(late, document, HOUR_MS);
    const there = await places.spare?.ledger.sums();
    await expect(administration.settle()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await readDocument(places.cache, late)).toEqual(document);
    await back();
    expect(await administration.settle()).toBe(1);
    expect(await readDocument(places.main, late)).toEqual(document);
    expect(await connections.cache.pttl(`result:{${late}}:index`)).toBeLessThanOrEqual(HOUR_MS);
    const { bytes, plainBytes, entries } = await administration.statistics();
    expect({ bytes, plainBytes, entries }).toEqual({ bytes: there?.bytes, plainBytes: there?.plainBytes, entries: 1 });
    expect(await connections.commands.keys('result:*:index')).toEqual([]);
    expect(await administration.settle()).toBe(0);
  });

  it('lets what it brings back keep its name: who has read it reads on', async () => {
    const places = placesOf();
    await away();
    await places.cache.put(late, aDocument({ functions: someFunctions(250) }), HOUR_MS);
    const version = await places.cache.version(late);
    await back();
    // Two processes may do it at the same time.
    await Promise.all([administrationOf(places).settle(), administrationOf(placesOf()).settle()]);
    expect(await places.main.version(late)).toBe(version);
    const lives = await Promise.all(
      (await connections.cache.keys('result:*')).map((key) => connections.cache.pttl(key)),
    );
    expect(Math.min(...lives)).toBeGreaterThan(HOUR_MS / 2);
  });

  it('leaves no gap for readers while it comes back', async () => {
    const places = placesOf();
    const keys = Array.from({ length: 16 }, (_, digit) => aContentKey(digit.toString(16)));
    const document = aDocument({ functions: someFunctions(1000) });
    for (const key of keys) await places.spare?.put(key, document, HOUR_MS);
    let moving = true;
    const moved = administrationOf(places)
      .settle()
      .finally(() => {
        moving = false;
      });
    const gaps: string[] = [];
    const readers = keys.map(async (key) => {
      while (moving) {
        const page = await places.cache.page(key, 'functions', EVERYTHING, 0, 1000);
        if (page === undefined) gaps.push('page');
        const stored = await places.cache.document(key);
        if (stored === undefined) gaps.push('document');
        else for await (const part of stored.text(stored.head)) expect(part.length).toBeGreaterThan(0);
      }
    });
    await Promise.all([moved, ...readers]);
    expect(gaps).toEqual([]);
  });

  it('does not bring back what has been stored anew in its place', async () => {
    const places = placesOf();
    await away();
    await places.cache.put(late, aDocument(), HOUR_MS);
    await back();
    await places.cache.put(late, aDocument({ functions: someFunctions(3) }), HOUR_MS);
    const version = await places.cache.version(late);
    expect(await administrationOf(places).settle()).toBe(0);
    expect(await places.cache.version(late)).toBe(version);
    expect(await connections.commands.keys('result:*:index')).toEqual([]);
  });

  it('leaves results where they are when both places are one', async () => {
    const connected = await queue.connect(queue.config({ redis: { cacheUrl: queue.url } }));
    const places = new ResultPlaces(connected, search, new SystemClock(), queue.config());
    await places.cache.put(late, aDocument(), HOUR_MS);
    const version = await places.cache.version(late);
    expect(await administrationOf(places).settle()).toBe(0);
    expect(await places.cache.version(late)).toBe(version);
    await places.cache.put(late, aDocument(), HOUR_MS);
    expect(await places.cache.head(late)).toBeDefined();
  });

  it('finds by its tags what it brought back', async () => {
    const places = placesOf();
    await away();
    await places.cache.put(late, aDocument(), HOUR_MS);
    await back();
    expect(await administrationOf(places).invalidate({ pattern: '*' })).toBe(1);
    expect(await places.cache.head(late)).toBeUndefined();
  });

  it('removes what was to go while it was away, but not what was stored again', async () => {
    const places = placesOf();
    const { cache } = places;
    await cache.put(early, aDocument(), HOUR_MS);
    await cache.put(late, aDocument(), HOUR_MS);
    await away();
    await cache.remove(early);
    await cache.remove(late);
    await cache.put(late, aDocument(), HOUR_MS);
    await back();
    await administrationOf(places).settle();
    expect(await cache.head(early)).toBeUndefined();
    expect(await cache.head(late)).toBeDefined();
  });

  it('does not remove what answers a job again', async () => {
    const { cache } = placesOf();
    await cache.put(early, aDocument(), HOUR_MS);
    await away();
    await cache.remove(early);
    await back();
    // Sent again, and answered by what is still there.
    await new RedisJobStore(connections, new SystemClock(), new RedisEndedJobs(connections, new SystemClock())).create(
      aJob({ status: 'completed', contentKey: early }),
    );
    await administrationOf(placesOf()).settle();
    expect(await cache.head(early)).toBeDefined();
    expect(await connections.commands.smembers('results:removed')).toEqual([]);
  });

  it('makes room in a full first place, and invalidates what is in the second', async () => {
    const places = placesOf();
    await places.cache.put(early, aDocument(), HOUR_MS);
    await connections.cache.config('SET', 'maxmemory', '1');
    try {
      await places.cache.put(late, aDocument(), HOUR_MS);
      expect(await places.spare?.head(late)).toBeDefined();
      expect(await administrationOf(places).invalidate({ pattern: '*' })).toBe(2);
    } finally {
      await connections.cache.config('SET', 'maxmemory', '0');
    }
    expect(await places.cache.head(early)).toBeUndefined();
    expect(await places.cache.head(late)).toBeUndefined();
  });

  it('takes no more in the second place than it may', async () => {
    const { cache } = placesOf(1, false);
    await away();
    const keys = Array.from({ length: 12 }, (_, index) => aContentKey(index.toString(16)));
    for (const key of keys) await cache.put(key, aDocument({ functions: someFunctions(5000) }), HOUR_MS);
    const held = await connections.commands.hget('cache:stats', 'bytes');
    expect(Number(held)).toBeLessThanOrEqual(1024 * 1024);
    expect(await cache.head(keys.at(-1) ?? early)).toBeDefined();
    await expect(cache.head(keys[0] ?? early)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});
