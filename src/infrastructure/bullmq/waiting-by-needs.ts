import { Injectable, Logger } from '@nestjs/common';

import type { WaitingOfNeeds } from '#application/ports/analysis-queue.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { JOB_CLASSES, lacking } from '#domain/jobs/worker-capability';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { ANALYSIS_QUEUE, neededFor, QUEUE_PREFIX } from './analysis-delivery';
import { laneKey } from './lanes';

const OF_ALL = `${QUEUE_PREFIX}:${ANALYSIS_QUEUE}`;
const WAITING = `${OF_ALL}:prioritized`;
const RECOVERED = `${OF_ALL}:wait`;
/** Tells limited workers that one more waits. */
export const WAITING_JOBS_CHANNEL = 'waiting-jobs';
/** Entries that one script looks at. */
const BATCH = 500;

/** Those of the waiting jobs that need just that, under the same scores; in the queue's slot of a cluster, and no key of BullMQ's. */
const classKey = (needs: readonly string[]): string => `${QUEUE_PREFIX}:waiting:${needs.join('+') || 'any'}`;
const CLASS_KEYS = JOB_CLASSES.map(classKey);

/**
 * KEYS: waiting, recovered, the job's entry, class. ARGV: id, channel. BullMQ's workers alone take what it has recovered: such a job is
 * put before the others of its priority. One that was taken meanwhile is not noted.
 */
const NOTE = new RedisScript(`
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not score and redis.call('LREM', KEYS[2], 0, ARGV[1]) > 0 then
  score = tonumber(redis.call('HGET', KEYS[3], 'priority') or 11) * 4294967296
  redis.call('ZADD', KEYS[1], score, ARGV[1])
end
if not score then return 0 end
redis.call('ZADD', KEYS[4], score, ARGV[1])
redis.call('PUBLISH', ARGV[2], '')
return 1`);

/** KEYS: waiting, classes. ARGV: id. */
const FOLLOW = new RedisScript(`
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
for at = 2, #KEYS do
  if score then redis.call('ZADD', KEYS[at], 'XX', score, ARGV[1]) end
end
return 1`);

/** KEYS: classes. ARGV: id. */
const FORGET = new RedisScript(`
for at = 1, #KEYS do redis.call('ZREM', KEYS[at], ARGV[1]) end
return 1`);

/** KEYS: waiting, the two lists of those on the way, classes. ARGV: how many may be on the way. What does not wait any more is left out. */
const TAKE_NEXT = new RedisScript(`
if redis.call('ZCARD', KEYS[2]) + redis.call('LLEN', KEYS[3]) >= tonumber(ARGV[1]) then return false end
for _ = 1, ${BATCH} do
  local id, score, from
  for at = 4, #KEYS do
    local first = redis.call('ZRANGE', KEYS[at], 0, 0, 'WITHSCORES')
    if first[1] and (not score or tonumber(first[2]) < score) then
      id, score, from = first[1], tonumber(first[2]), KEYS[at]
    end
  end
  if not id then return false end
  redis.call('ZREM', from, id)
  if redis.call('ZSCORE', KEYS[1], id) then return id end
end
return false`);

/** KEYS: waiting, classes. ARGV: first rank, last rank. Answers how many there were, then those that are in no class, or under another score. */
const UNKNOWN = new RedisScript(`
local entries = redis.call('ZRANGE', KEYS[1], ARGV[1], ARGV[2], 'WITHSCORES')
local unknown = { #entries / 2 }
for entry = 1, #entries, 2 do
  local isKnown = false
  for at = 2, #KEYS do
    if redis.call('ZSCORE', KEYS[at], entries[entry]) == entries[entry + 1] then isKnown = true break end
  end
  if not isKnown then unknown[#unknown + 1] = entries[entry] end
end
return unknown`);

/** KEYS: waiting, recovered, classes. Answers 1 when as many are noted as wait, and none is recovered. */
const IS_EVEN = new RedisScript(`
local noted = 0
for at = 3, #KEYS do noted = noted + redis.call('ZCARD', KEYS[at]) end
if noted == redis.call('ZCARD', KEYS[1]) and redis.call('LLEN', KEYS[2]) == 0 then return 1 end
return 0`);

/** KEYS: waiting, class. ARGV: first rank, last rank. Answers how many of them stay: the others do not wait any more, and go. */
const CLEAN = new RedisScript(`
local stay = 0
for _, id in ipairs(redis.call('ZRANGE', KEYS[2], ARGV[1], ARGV[2])) do
  if redis.call('ZSCORE', KEYS[1], id) then stay = stay + 1 else redis.call('ZREM', KEYS[2], id) end
end
return stay`);

const logger = new Logger('WaitingByNeeds');

/** After it came back into the queue. An entry that does not say what it needs is noted by the reconciler. */
export async function noteAgain(waiting: WaitingByNeeds, id: JobId, data: unknown): Promise<void> {
  const needs = neededFor(data);
  if (needs === undefined) return;
  try {
    await waiting.note(id, needs);
  } catch (error) {
    // It is back in the queue, which is what counts.
    logger.warn({ job_id: id, err: error }, 'Failed to note what a job needs; the reconciler will');
  }
}

/**
 * Which of the waiting jobs need what of a worker, in the order in which the queue delivers them: how limited workers find what they
 * can take, and how many wait for whom. Only a way to find them: every job waits in the queue itself.
 */
@Injectable()
export class WaitingByNeeds {
  constructor(private readonly connections: RedisConnections) {}

  /** After it was put into the queue, or back. */
  async note(id: JobId, needs: readonly string[]): Promise<void> {
    const keys = [WAITING, RECOVERED, `${OF_ALL}:${id}`, classKey(needs)];
    await NOTE.run(this.connections.commands, keys, [id, WAITING_JOBS_CHANNEL]);
  }

  /** After its priority has changed. */
  async follow(id: JobId): Promise<void> {
    await FOLLOW.run(this.connections.commands, [WAITING, ...CLASS_KEYS], [id]);
  }

  /** Idempotent: it does not wait any more. */
  async forget(id: JobId): Promise<void> {
    await FORGET.run(this.connections.commands, CLASS_KEYS, [id]);
  }

  /** The next one for a worker that has no more than this, forgotten with that. @param atOnce how many may be on the way in `lane`. */
  async takeNext(capabilities: readonly string[], lane: string, atOnce: number): Promise<JobId | undefined> {
    const classes = JOB_CLASSES.filter((needs) => lacking(capabilities, needs).length === 0).map(classKey);
    const onTheWay = [laneKey(lane, 'prioritized'), laneKey(lane, 'wait')];
    const id = await TAKE_NEXT.run(this.connections.commands, [WAITING, ...onTheWay, ...classes], [atOnce]);
    return typeof id === 'string' ? parseJobId(id) : undefined;
  }

  /** How many wait for a worker that has all of `needs`. */
  async counts(): Promise<readonly WaitingOfNeeds[]> {
    const counts = await Promise.all(CLASS_KEYS.map((key) => this.connections.commands.zcard(key)));
    return JOB_CLASSES.map((needs, index) => ({ needs, waiting: counts[index] ?? 0 }));
  }

  /** Waiting jobs that are not noted, or not as they wait: of an older version, or of a process that died over it. What waits no more goes. */
  async unknown(limit: number): Promise<readonly JobId[]> {
    const { commands } = this.connections;
    // As a rule: the whole queue is read only where something is missing, or left over.
    if ((await IS_EVEN.run(commands, [WAITING, RECOVERED, ...CLASS_KEYS], [])) === 1) return [];
    for (const key of CLASS_KEYS) {
      await this.inBatches((first, last) => CLEAN.run(commands, [WAITING, key], [first, last]).then(Number));
    }
    const found = await commands.lrange(RECOVERED, 0, limit - 1);
    await this.inBatches(async (first, last) => {
      const [count, ...ids] = (await UNKNOWN.run(commands, [WAITING, ...CLASS_KEYS], [first, last])) as [
        number,
        ...string[],
      ];
      found.push(...ids);
      return found.length < limit ? count : 0;
    });
    return found.slice(0, limit).flatMap((id) => parseJobId(id) ?? []);
  }

  /** Calls when one more waits, until the result is called; a call can be lost while Redis is away. */
  async listen(listener: () => void): Promise<() => void> {
    const { subscriber } = this.connections;
    const hear = (channel: string): void => {
      if (channel === WAITING_JOBS_CHANNEL) listener();
    };
    subscriber.on('message', hear);
    try {
      await subscriber.subscribe(WAITING_JOBS_CHANNEL);
    } catch (error) {
      subscriber.off('message', hear);
      throw error;
    }
    return () => {
      subscriber.off('message', hear);
    };
  }

  /** By rank; `look` answers how many of those that it was given are still there. */
  private async inBatches(look: (first: number, last: number) => Promise<number>): Promise<void> {
    let first = 0;
    for (;;) {
      const stay = await look(first, first + BATCH - 1);
      first += stay;
      if (stay < BATCH) break;
    }
  }
}
