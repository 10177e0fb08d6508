import type { Redis } from 'ioredis';

import type { Clock } from '#application/ports/clock.port';
import type { PackedDocument } from '#application/ports/result-cache.port';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { MINUTE_MS } from '#domain/shared/quantities';
import { askResults } from '#infrastructure/redis/connection/ask-redis';
import { expireAllIn, unlinkAll } from '#infrastructure/redis/connection/many-keys';
import { readRedisInfos } from '#infrastructure/redis/connection/redis-info';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import type { ResultIndex } from './result-index';
import { indexKey, parseIndex, pieceKeys, writeIndex } from './result-index';
import { ResultLedger } from './result-ledger';
import { ResultWriter } from './result-writer';

/** Pieces go first: an index never outlives what it names. */
const PIECES_OUTLIVE_INDEX_MS = MINUTE_MS;
/** How long those who have begun to read a replaced result may go on; who takes longer begins again. */
const REPLACED_LIFE_MS = 10_000;

/** KEYS: index. ARGV: the index as it was read. Nobody deletes what has been replaced meanwhile. */
const DROP_INDEX = new RedisScript(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`,
);

/** KEYS: index. ARGV: the index as it was read, milliseconds. What has been replaced meanwhile has a life of its own. */
const RENEW_INDEX = new RedisScript(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`,
);

/** Of what a Redis may use, for results that have jobs and keys beside them. */
const SHARE_OF_MEMORY = 0.5;

/** Where results are kept. */
export interface ResultPlace {
  readonly redis: Redis;
  /** That they take at most; 0: left to Redis. */
  readonly maxBytes: number;
  /** Whether jobs and keys are in the same Redis. */
  readonly isShared: boolean;
}

/**
 * How stored results come, live on and go: index, pieces and ledger together, in the order in which whoever finds it broken off can do
 * it again.
 */
export class ResultEntries {
  readonly ledger: ResultLedger;

  /** @param onLeftOver hears why pieces of what was not stored whole are left to expire by themselves. */
  constructor(
    private readonly place: ResultPlace,
    private readonly clock: Clock,
    private readonly onLeftOver: (fault: unknown) => void,
  ) {
    this.ledger = new ResultLedger(place.redis);
  }

  /** Swaps the index in when all else is there. What it replaces can be read on for a while. */
  async store(key: ContentKey, index: ResultIndex, packed: PackedDocument, lifeMs: number): Promise<void> {
    await askResults('store a result', async () => {
      const { redis } = this.place;
      try {
        const writer = new ResultWriter(redis, lifeMs + PIECES_OUTLIVE_INDEX_MS);
        const written = await writer.write(key, index, packed);
        await this.ledger.enter(key, { ...written, ttlMs: lifeMs, tags: packed.tags }, this.clock.now());
        await this.makeRoom(key);
      } catch (error) {
        await unlinkAll(redis, pieceKeys(key, index)).catch(this.onLeftOver);
        throw error;
      }
      const replaced = await redis.set(indexKey(key), writeIndex(index), 'PX', lifeMs, 'GET');
      const old = typeof replaced === 'string' ? parseIndex(replaced) : undefined;
      if (old !== undefined && old.generation !== index.generation)
        await expireAllIn(redis, pieceKeys(key, old), REPLACED_LIFE_MS);
    });
  }

  /** Without letting another result go. */
  async hasRoomFor(bytes: number): Promise<boolean> {
    if (this.place.maxBytes === 0) return true;
    return askResults('look for room', async () => {
      await this.ledger.strikeExpired(this.clock.now());
      return (await this.ledger.bytes()) + bytes <= (await this.room());
    });
  }

  /** Whether it was there. */
  async remove(key: ContentKey): Promise<boolean> {
    return askResults('remove a result', async () => {
      const text = await this.place.redis.get(indexKey(key));
      if (text !== null) return this.drop(key, text);
      await this.ledger.leave(key);
      return false;
    });
  }

  /** Lets it live as long again as it was stored for. Whether it was still there. */
  async renew(key: ContentKey): Promise<boolean> {
    return askResults('renew a result', async () => {
      const { redis } = this.place;
      const text = await redis.get(indexKey(key));
      const index = text === null ? undefined : parseIndex(text);
      const entry = index && (await this.ledger.renew(key, this.clock.now()));
      if (text === null || index === undefined || entry === undefined) return false;
      await expireAllIn(redis, pieceKeys(key, index), entry.ttlMs + PIECES_OUTLIVE_INDEX_MS);
      return (await RENEW_INDEX.run(redis, [indexKey(key)], [text, entry.ttlMs])) === 1;
    });
  }

  /** @param text the index as it was read. Whether it was still there: `false` when it has been replaced, and can be read again. */
  async drop(key: ContentKey, text: string): Promise<boolean> {
    // Pieces first: while the index names them, whoever finds this broken off can do it again.
    const index = parseIndex(text);
    if (index !== undefined) await unlinkAll(this.place.redis, pieceKeys(key, index));
    if ((await DROP_INDEX.run(this.place.redis, [indexKey(key)], [text])) !== 1) return false;
    await this.ledger.leave(key);
    return true;
  }

  /** As `drop`, but who has begun to read it may go on for a while. */
  async retire(key: ContentKey, text: string): Promise<void> {
    if ((await DROP_INDEX.run(this.place.redis, [indexKey(key)], [text])) !== 1) return;
    await this.ledger.leave(key);
    const index = parseIndex(text);
    if (index !== undefined) await expireAllIn(this.place.redis, pieceKeys(key, index), REPLACED_LIFE_MS);
  }

  /** Lets go what is more than may be kept, as after `maxmemory` was lowered, or where another process was granted more. */
  async trim(): Promise<void> {
    await askResults('keep results within their room', () => this.makeRoom());
  }

  /** The most that is kept, in bytes: as set, and beside jobs no more than a share of what Redis may use itself. 0: left to Redis. */
  async room(): Promise<number> {
    if (!this.place.isShared || this.place.maxBytes === 0) return this.place.maxBytes;
    const allowed = (await readRedisInfos(this.place.redis)).map(({ maxMemory }) => maxMemory);
    if (allowed.includes(0)) return this.place.maxBytes;
    return Math.min(this.place.maxBytes, SHARE_OF_MEMORY * allowed.reduce((sum, each) => sum + each, 0));
  }

  /**
   * Before the new result counts, others go, the least recently used first; itself it stays, however large, and so does the one that was
   * used last when there is no new one.
   */
  private async makeRoom(key?: ContentKey): Promise<void> {
    await this.ledger.strikeExpired(this.clock.now());
    if (this.place.maxBytes === 0) return;
    const room = await this.room();
    const kept = key ?? (await this.ledger.mostRecentlyUsed());
    while ((await this.ledger.bytes()) > room) {
      const oldest = await this.ledger.leastRecentlyUsed();
      if (oldest === undefined || oldest === kept) return;
      await this.remove(oldest);
    }
  }
}
