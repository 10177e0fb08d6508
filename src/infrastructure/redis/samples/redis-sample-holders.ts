import { Injectable } from '@nestjs/common';

import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DAY_MS } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';

/** One stored copy of a content: another one of the same content has another generation. */
export interface StoredCopy {
  readonly generation: string;
  /** Bytes. */
  readonly size: number;
}

export interface HeldCopy extends StoredCopy {
  readonly job: JobId;
  /** Epoch milliseconds, by the clock of Redis. */
  readonly since: number;
}

const holdersKey = (content: Sha256): string => `sample:{${content}}:holders`;
/** After the last step of anybody; by then the bucket's own rules have long deleted the content. */
const LIFE_MS = 30 * DAY_MS;

/** A field of the hash: `generation size since`. */
const PREAMBLE = `
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local function hold(job, copy)
  redis.call('HSET', KEYS[1], job, copy .. ' ' .. now)
  redis.call('PEXPIRE', KEYS[1], ARGV[#ARGV])
  return copy
end
`;

/** ARGV: job, 'generation size' of the own copy or '', generation that is not to be shared or '', life. Answers the copy that is held, or ''. */
const HOLD = new RedisScript(`${PREAMBLE}
for _, value in ipairs(redis.call('HVALS', KEYS[1])) do
  local generation, size = string.match(value, '^(%S+) (%S+)')
  if generation ~= ARGV[3] then return hold(ARGV[1], generation .. ' ' .. size) end
end
if ARGV[2] == '' then return '' end
return hold(ARGV[1], ARGV[2])`);

/** ARGV: job, job, life. Answers 1 when the first held one. */
const HAND_OVER = new RedisScript(`${PREAMBLE}
local value = redis.call('HGET', KEYS[1], ARGV[1])
if not value then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
hold(ARGV[2], string.match(value, '^%S+ %S+'))
return 1`);

/** ARGV: job. Answers the generation that nobody holds any more, or ''. */
const LET_GO = new RedisScript(`
local value = redis.call('HGET', KEYS[1], ARGV[1])
if not value then return '' end
redis.call('HDEL', KEYS[1], ARGV[1])
local own = string.match(value, '^%S+')
for _, other in ipairs(redis.call('HVALS', KEYS[1])) do
  if string.match(other, '^%S+') == own then return '' end
end
return own`);

/**
 * Which jobs hold which copy of a content that is stored elsewhere. Every step is one: who lets go of a copy as its last holder is told
 * so, and nobody can come to hold it from then on.
 */
@Injectable()
export class RedisSampleHolders {
  constructor(private readonly connections: RedisConnections) {}

  /** Has the job hold a copy that somebody holds, but `spoiled`; `undefined` when there is none. */
  async join(content: Sha256, job: JobId, spoiled = ''): Promise<StoredCopy | undefined> {
    return this.hold(content, [job, '', spoiled]);
  }

  /** Has the job hold `own`, which is stored, unless somebody holds another already: then that one. Resolves to which. */
  async add(content: Sha256, job: JobId, own: StoredCopy, spoiled = ''): Promise<StoredCopy> {
    return (await this.hold(content, [job, `${own.generation} ${own.size}`, spoiled])) ?? own;
  }

  async find(content: Sha256, job: JobId): Promise<StoredCopy | undefined> {
    return askRedis('read who holds a sample', async () => {
      const value = await this.connections.commands.hget(holdersKey(content), job);
      return value === null ? undefined : copyIn(value);
    });
  }

  /** From one job to another; whether the first held any. Once. */
  async handOver(content: Sha256, from: JobId, to: JobId): Promise<boolean> {
    return (await this.run(HAND_OVER, content, [from, to, LIFE_MS])) === 1;
  }

  /** Idempotent. Resolves to the generation of the copy when it was the last one that held it: it is the caller's to delete. */
  async letGo(content: Sha256, job: JobId): Promise<string | undefined> {
    const last = String(await this.run(LET_GO, content, [job]));
    return last === '' ? undefined : last;
  }

  async all(content: Sha256): Promise<readonly HeldCopy[]> {
    return askRedis('read who holds a sample', async () => {
      const held = await this.connections.commands.hgetall(holdersKey(content));
      return Object.entries(held).flatMap(([name, value]) => {
        const job = parseJobId(name);
        return job === undefined ? [] : [{ job, ...copyIn(value), since: Number(value.split(' ')[2]) }];
      });
    });
  }

  private async hold(content: Sha256, args: readonly string[]): Promise<StoredCopy | undefined> {
    const copy = String(await this.run(HOLD, content, [...args, LIFE_MS]));
    return copy === '' ? undefined : copyIn(copy);
  }

  private run(script: RedisScript, content: Sha256, args: readonly (string | number)[]): Promise<unknown> {
    return askRedis('write who holds a sample', () =>
      script.run(this.connections.commands, [holdersKey(content)], args),
    );
  }
}

function copyIn(value: string): StoredCopy {
  const [generation = '', size] = value.split(' ');
  return { generation, size: Number(size) };
}
