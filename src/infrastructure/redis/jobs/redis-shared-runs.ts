import { Injectable } from '@nestjs/common';

import type { RunClaim, SharedRun } from '#application/ports/shared-runs.port';
import { SharedRuns } from '#application/ports/shared-runs.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { DAY_SECONDS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { followersKey, sharedRunKey } from './job-keys';

/** Longer than any record of a job that has ended; the reconciler's look at what still waits renews it. */
const LIFE_SECONDS = 8 * DAY_SECONDS;

/** KEYS: run, followers. ARGV: id, priority, timeout, time of submission, seconds to live. */
const JOIN = new RedisScript(`
local run = redis.call('HGET', KEYS[1], 'run')
if not run then
  run = ARGV[1]
  redis.call('HSET', KEYS[1], 'run', run)
elseif run ~= ARGV[1] then
  redis.call('ZADD', KEYS[2], 'NX', ARGV[4], ARGV[1])
end
local is = redis.call('HMGET', KEYS[1], 'priority', 'timeout')
local priority = math.max(tonumber(is[1] or 0), tonumber(ARGV[2]))
local timeout = math.max(tonumber(is[2] or 0), tonumber(ARGV[3]))
redis.call('HSET', KEYS[1], 'priority', priority, 'timeout', timeout)
redis.call('EXPIRE', KEYS[1], ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[5])
return { run, priority, timeout }`);

/** KEYS: run, followers. ARGV: id. Answers the run afterwards, or nil. */
const LEAVE = new RedisScript(`
local run = redis.call('HGET', KEYS[1], 'run')
redis.call('ZREM', KEYS[2], ARGV[1])
if not run then return false end
if run == ARGV[1] then
  local heir = redis.call('ZPOPMIN', KEYS[2])
  if #heir == 0 then
    redis.call('DEL', KEYS[1])
    return false
  end
  run = heir[1]
  redis.call('HSET', KEYS[1], 'run', run)
end
local is = redis.call('HMGET', KEYS[1], 'priority', 'timeout')
return { run, tonumber(is[1]), tonumber(is[2]) }`);

/** A hash that names the run, and its followers beside it in the same slot. */
@Injectable()
export class RedisSharedRuns extends SharedRuns {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async join(content: ContentKey, { id, priority, timeoutSeconds, at }: RunClaim): Promise<SharedRun> {
    return askRedis('join a shared run', async () => {
      const args = [id, priority, timeoutSeconds, at, LIFE_SECONDS];
      const shared = readShared(await JOIN.run(this.connections.commands, keysOf(content), args));
      if (shared === undefined) throw new Error(`The shared run of ${content} is damaged`);
      return shared;
    });
  }

  async find(content: ContentKey): Promise<SharedRun | undefined> {
    return askRedis('look for a shared run', async () =>
      readShared(await this.connections.commands.hmget(sharedRunKey(content), 'run', 'priority', 'timeout')),
    );
  }

  async followers(content: ContentKey): Promise<readonly JobId[]> {
    return askRedis('list the followers of a run', async () => {
      const ids = await this.connections.commands.zrange(followersKey(content), 0, -1);
      return ids.flatMap((id) => parseJobId(id) ?? []);
    });
  }

  async leave(content: ContentKey, id: JobId): Promise<SharedRun | undefined> {
    return askRedis('leave a shared run', async () =>
      readShared(await LEAVE.run(this.connections.commands, keysOf(content), [id])),
    );
  }
}

function keysOf(content: ContentKey): readonly string[] {
  return [sharedRunKey(content), followersKey(content)];
}

function readShared(reply: unknown): SharedRun | undefined {
  if (!Array.isArray(reply)) return undefined;
  const [run, priority, timeout] = reply as readonly unknown[];
  const id = typeof run === 'string' ? parseJobId(run) : undefined;
  return id === undefined ? undefined : { run: id, priority: Number(priority), timeoutSeconds: Number(timeout) };
}
