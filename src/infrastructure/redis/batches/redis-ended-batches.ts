import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { EndedBatches } from '#application/ports/ended-batches.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DAY_MS, DAY_SECONDS, MINUTE_MS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { batchKey, ENDED_BATCHES, openKey, outcomesKey } from './batch-keys';

/** Longer than any batch is taken in: one that nobody finished is looked at then. */
const LONGEST_MS = 15 * MINUTE_MS;
const KEPT_MS = 7 * DAY_MS;
const KEEP_SECONDS = 30 * DAY_SECONDS;

/** KEYS: batch, open, outcomes. ARGV: job, its status, seconds to keep. Answers 1 where it was the last of a batch that is taken in. */
const SETTLE = new RedisScript(`
if redis.call('SREM', KEYS[2], ARGV[1]) == 1 then
  redis.call('HINCRBY', KEYS[1], ARGV[2], 1)
  redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
  redis.call('EXPIRE', KEYS[3], ARGV[3])
end
if redis.call('SCARD', KEYS[2]) == 0 and redis.call('HGET', KEYS[1], 'state') == 'received' then return 1 end
return 0`);

/** One sorted set; beside each batch what is known of its jobs. */
@Injectable()
export class RedisEndedBatches extends EndedBatches {
  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** For the job store, of a job that has ended. Idempotent. */
  async settle({ id, batchId, status }: AnalysisJob): Promise<void> {
    if (batchId === undefined) return;
    const keys = [batchKey(batchId), openKey(batchId), outcomesKey(batchId)];
    const isLast = await SETTLE.run(this.connections.commands, keys, [id, status, KEEP_SECONDS]);
    if (isLast === 1) await this.enter(batchId);
  }

  /** For the batch store, of one that begins: it is looked at when it can no longer be taken in, whatever happens. */
  async expect(id: JobId): Promise<void> {
    await this.at(id, this.clock.now() + LONGEST_MS);
    // Where nobody tells of them (webhooks are switched off), they are let go.
    await this.connections.commands.zremrangebyscore(ENDED_BATCHES, '-inf', this.clock.now() - KEPT_MS);
  }

  /** All its jobs have ended. Idempotent. */
  async enter(id: JobId): Promise<void> {
    await this.at(id, this.clock.now());
  }

  async list(limit: number): Promise<readonly JobId[]> {
    return askRedis('list batches that may have ended', async () => {
      const { commands } = this.connections;
      const ids = await commands.zrangebyscore(ENDED_BATCHES, '-inf', this.clock.now(), 'LIMIT', 0, limit);
      return ids.flatMap((text) => parseJobId(text) ?? []);
    });
  }

  async postpone(id: JobId, milliseconds: number): Promise<void> {
    await askRedis('look at a batch later', () => this.at(id, this.clock.now() + milliseconds));
  }

  async takeOut(id: JobId): Promise<void> {
    await askRedis('take out a batch', () => this.connections.commands.zrem(ENDED_BATCHES, id));
  }

  private async at(id: JobId, time: number): Promise<void> {
    await this.connections.commands.zadd(ENDED_BATCHES, time, id);
  }
}
