import type { Redis } from 'ioredis';

import type { ContentKey } from '#domain/jobs/analysis-options';
import { fitsPattern } from '#domain/results/result-tags';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';

/** Sums over all entries, and counters. What is in braces keeps all keys that a script touches on one node of a cluster. */
const STATS = 'cache:stats';
const USED = '{cache:stats}:used';
const EXPIRY = '{cache:stats}:expiry';
const ENTRIES = '{cache:stats}:entries';
const LEDGER = [STATS, USED, EXPIRY, ENTRIES] as const;
const SCAN_COUNT = 500;
/** Results of which the time is over, struck off in one go. */
const STRIKE_BATCH = 500;
/** Of those that expire soon, looked at in one go. */
const MOST_EXPIRING = 10_000;

const tagKey = (tag: string): string => `tag:{${tag}}`;

/** What is written down of one stored result. Times in milliseconds. */
export interface LedgerEntry {
  readonly bytes: number;
  readonly plainBytes: number;
  readonly ttlMs: number;
  readonly tags: readonly string[];
}

export interface LedgerSums {
  readonly entries: number;
  readonly bytes: number;
  readonly plainBytes: number;
  readonly ttlMs: number;
  readonly hits: number;
  readonly misses: number;
}

/** Where memory is full, what makes room must still be done. */
const MAKES_ROOM = '#!lua flags=allow-oom';

const STRIKE_OFF = `
local function strike(content)
  local text = redis.call('HGET', KEYS[4], content)
  if not text then return nil end
  local entry = cjson.decode(text)
  redis.call('HINCRBY', KEYS[1], 'bytes', -entry.bytes)
  redis.call('HINCRBY', KEYS[1], 'plain_bytes', -entry.plainBytes)
  redis.call('HINCRBY', KEYS[1], 'ttl_ms', -entry.ttlMs)
  redis.call('HDEL', KEYS[4], content)
  redis.call('ZREM', KEYS[2], content)
  redis.call('ZREM', KEYS[3], content)
  return text
end`;

/** ARGV: content, now, entry. What was written down of it before no longer counts. */
const ENTER = new RedisScript(`${STRIKE_OFF}
strike(ARGV[1])
local entry = cjson.decode(ARGV[3])
redis.call('HSET', KEYS[4], ARGV[1], ARGV[3])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('ZADD', KEYS[3], ARGV[2] + entry.ttlMs, ARGV[1])
redis.call('HINCRBY', KEYS[1], 'bytes', entry.bytes)
redis.call('HINCRBY', KEYS[1], 'plain_bytes', entry.plainBytes)
redis.call('HINCRBY', KEYS[1], 'ttl_ms', entry.ttlMs)
return 1`);

/** ARGV: content. Answers the entry, or nil. */
const LEAVE = new RedisScript(`${MAKES_ROOM}${STRIKE_OFF}
return strike(ARGV[1])`);

/** ARGV: content, now. Answers the entry, which counts from now on, or nil. */
const RENEW = new RedisScript(`
local text = redis.call('HGET', KEYS[4], ARGV[1])
if text then redis.call('ZADD', KEYS[3], ARGV[2] + cjson.decode(text).ttlMs, ARGV[1]) end
return text`);

/** ARGV: now, how many at most. Answers how many it was. */
const STRIKE_EXPIRED = new RedisScript(`${MAKES_ROOM}${STRIKE_OFF}
local over = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, content in ipairs(over) do
  if not strike(content) then redis.call('ZREM', KEYS[3], content) end
end
return #over`);

/** Which results are stored, how large they are, when each was used last, what they are tagged with. Lives beside the results. */
export class ResultLedger {
  constructor(private readonly redis: Redis) {}

  async enter(content: ContentKey, entry: LedgerEntry, now: number): Promise<void> {
    await this.tag(content, entry, now);
    await ENTER.run(this.redis, LEDGER, [content, now, JSON.stringify(entry)]);
  }

  /** Resolves to the entry, of which the time counts from `now` on; to `undefined` where there is none. */
  async renew(content: ContentKey, now: number): Promise<LedgerEntry | undefined> {
    const text = await RENEW.run(this.redis, LEDGER, [content, now]);
    if (typeof text !== 'string') return undefined;
    const entry = JSON.parse(text) as LedgerEntry;
    await this.tag(content, entry, now);
    return entry;
  }

  /** `undefined` where there is none. */
  async entry(content: ContentKey): Promise<LedgerEntry | undefined> {
    const text = await this.redis.hget(ENTRIES, content);
    return text === null ? undefined : (JSON.parse(text) as LedgerEntry);
  }

  /** What expires between `now` and `until` and was used after `since`, what was used last first. */
  async expiring(now: number, until: number, since: number): Promise<readonly ContentKey[]> {
    const contents = await this.redis.zrangebyscore(EXPIRY, now, until, 'LIMIT', 0, MOST_EXPIRING);
    if (contents.length === 0) return [];
    const uses = (await this.redis.zmscore(USED, ...contents)).map((score) => Number(score ?? 0));
    return contents
      .map((content, index) => ({ content: content as ContentKey, used: uses[index] ?? 0 }))
      .filter(({ used }) => used > since)
      .sort((one, other) => other.used - one.used)
      .map(({ content }) => content);
  }

  private async tag(content: ContentKey, { tags, ttlMs }: LedgerEntry, now: number): Promise<void> {
    await Promise.all(
      tags.map((tag) => {
        const key = tagKey(tag);
        return this.redis
          .pipeline()
          .zadd(key, now + ttlMs, content)
          .zremrangebyscore(key, '-inf', now)
          .pexpire(key, ttlMs, 'NX')
          .pexpire(key, ttlMs, 'GT')
          .exec();
      }),
    );
  }

  async leave(content: ContentKey): Promise<void> {
    const text = await LEAVE.run(this.redis, LEDGER, [content]);
    if (typeof text !== 'string') return;
    const { tags } = JSON.parse(text) as LedgerEntry;
    for (const tag of tags) await this.redis.zrem(tagKey(tag), content);
  }

  /** Of one that is still there. */
  async touch(content: ContentKey, now: number): Promise<void> {
    await this.redis.zadd(USED, 'XX', now, content);
  }

  async strikeExpired(now: number): Promise<void> {
    while ((await STRIKE_EXPIRED.run(this.redis, LEDGER, [now, STRIKE_BATCH])) === STRIKE_BATCH);
  }

  async bytes(): Promise<number> {
    return Number((await this.redis.hget(STATS, 'bytes')) ?? '0');
  }

  async leastRecentlyUsed(): Promise<ContentKey | undefined> {
    const [content] = await this.redis.zrange(USED, 0, 0);
    return content as ContentKey | undefined;
  }

  async mostRecentlyUsed(): Promise<ContentKey | undefined> {
    const [content] = await this.redis.zrange(USED, -1, -1);
    return content as ContentKey | undefined;
  }

  async count(hits: number, misses: number): Promise<void> {
    await this.redis.pipeline().hincrby(STATS, 'hits', hits).hincrby(STATS, 'misses', misses).exec();
  }

  async sums(): Promise<LedgerSums> {
    const [entries, stats] = await Promise.all([this.redis.zcard(USED), this.redis.hgetall(STATS)]);
    const sum = (name: string): number => Number(stats[name] ?? '0');
    return {
      entries,
      bytes: sum('bytes'),
      plainBytes: sum('plain_bytes'),
      ttlMs: sum('ttl_ms'),
      hits: sum('hits'),
      misses: sum('misses'),
    };
  }

  async tagged(tag: string): Promise<readonly ContentKey[]> {
    return (await this.redis.zrange(tagKey(tag), 0, -1)) as ContentKey[];
  }

  /** Those whose own name or one of whose tags fits the pattern. */
  async fitting(pattern: string): Promise<readonly ContentKey[]> {
    const found = new Set<ContentKey>();
    let cursor = '0';
    do {
      const [next, fields] = await this.redis.hscan(ENTRIES, cursor, 'COUNT', SCAN_COUNT);
      cursor = next;
      for (let at = 0; at + 1 < fields.length; at += 2) {
        const content = fields[at] as ContentKey;
        const { tags } = JSON.parse(fields[at + 1] ?? '') as LedgerEntry;
        if ([content, ...tags].some((name) => fitsPattern(pattern, name))) found.add(content);
      }
    } while (cursor !== '0');
    return [...found];
  }
}
