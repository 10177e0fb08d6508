import { Injectable } from '@nestjs/common';

import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { ANALYSIS_QUEUE, QUEUE_PREFIX, SMALL_JOBS_QUEUE } from './analysis-delivery';

const WAITING = `${QUEUE_PREFIX}:${ANALYSIS_QUEUE}:prioritized`;
/** The small ones of them, under the same scores. In the queue's slot of a cluster, and no key of BullMQ's. */
const SMALL = `${QUEUE_PREFIX}:small-waiting`;
const ON_THE_WAY = ['prioritized', 'wait'].map((list) => `${QUEUE_PREFIX}:${SMALL_JOBS_QUEUE}:${list}`);
/** Tells workers that one more waits. */
export const SMALL_JOBS_CHANNEL = 'small-jobs';

/** KEYS: waiting, small. ARGV: id, channel. One that was taken meanwhile is not noted. */
const NOTE = new RedisScript(`
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not score then return 0 end
redis.call('ZADD', KEYS[2], score, ARGV[1])
redis.call('PUBLISH', ARGV[2], '')
return 1`);

/** KEYS: waiting, small. ARGV: id. */
const FOLLOW = new RedisScript(`
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if score then redis.call('ZADD', KEYS[2], 'XX', score, ARGV[1]) end
return 1`);

/** KEYS: waiting, small, then the lists of those on the way. Nobody else gets the same; what is not waiting any more is left out. */
const TAKE_NEXT = new RedisScript(`
if redis.call('ZCARD', KEYS[3]) + redis.call('LLEN', KEYS[4]) > 0 then return false end
for _ = 1, 1000 do
  local id = redis.call('ZPOPMIN', KEYS[2])[1]
  if not id then return false end
  if redis.call('ZSCORE', KEYS[1], id) then return id end
end
return false`);

/**
 * Which of the waiting jobs are small, in the order in which the queue delivers them. Only a way to find them: every job waits in
 * the queue itself, and one that is missing here is delivered all the same, in its turn among all.
 */
@Injectable()
export class WaitingSmallJobs {
  constructor(private readonly connections: RedisConnections) {}

  /** After it was put into the queue. */
  async note(id: JobId): Promise<void> {
    await NOTE.run(this.connections.commands, [WAITING, SMALL], [id, SMALL_JOBS_CHANNEL]);
  }

  /** After its priority has changed; nothing for one that is not small. */
  async follow(id: JobId): Promise<void> {
    await FOLLOW.run(this.connections.commands, [WAITING, SMALL], [id]);
  }

  /** Idempotent: it does not wait any more. */
  async forget(id: JobId): Promise<void> {
    await this.connections.commands.zrem(SMALL, id);
  }

  /** How many small ones are delivered before it; `undefined` for one that is not among them. */
  async position(id: JobId): Promise<number | undefined> {
    return (await this.connections.commands.zrank(SMALL, id)) ?? undefined;
  }

  /** The next one, forgotten with that; `undefined` when none waits, or one is on its way to a slot already. */
  async takeNext(): Promise<JobId | undefined> {
    const id = await TAKE_NEXT.run(this.connections.commands, [WAITING, SMALL, ...ON_THE_WAY], []);
    return typeof id === 'string' ? parseJobId(id) : undefined;
  }

  /** Calls when one more waits, until the result is called; a call can be lost while Redis is away. */
  async listen(listener: () => void): Promise<() => void> {
    const { subscriber } = this.connections;
    const hear = (channel: string): void => {
      if (channel === SMALL_JOBS_CHANNEL) listener();
    };
    subscriber.on('message', hear);
    try {
      await subscriber.subscribe(SMALL_JOBS_CHANNEL);
    } catch (error) {
      subscriber.off('message', hear);
      throw error;
    }
    return () => {
      subscriber.off('message', hear);
    };
  }
}
