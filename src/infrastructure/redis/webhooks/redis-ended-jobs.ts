import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { EndedJobs } from '#application/ports/ended-jobs.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DAY_MS } from '#domain/shared/quantities';
import { RedisEndedBatches } from '#infrastructure/redis/batches/redis-ended-batches';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { ENDED_JOBS, ownedWebhooksKey } from './webhook-keys';

/** As long as job records are. */
const KEPT_MS = 7 * DAY_MS;

/** One sorted set, into which only jobs of keys with webhooks come. */
@Injectable()
export class RedisEndedJobs extends EndedJobs {
  private readonly batches: RedisEndedBatches;

  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: Clock,
  ) {
    super();
    this.batches = new RedisEndedBatches(connections, clock);
  }

  /** For the job store, of a job that has ended. Idempotent. */
  async enter(job: AnalysisJob): Promise<void> {
    await this.batches.settle(job);
    const { id, ownerId } = job;
    const { commands } = this.connections;
    if ((await commands.exists(ownedWebhooksKey(ownerId))) === 0) return;
    const now = this.clock.now();
    await Promise.all([
      commands.zadd(ENDED_JOBS, 'NX', now, id),
      // Where nobody tells of them (webhooks are switched off), what has no record any more is let go.
      commands.zremrangebyscore(ENDED_JOBS, '-inf', now - KEPT_MS),
    ]);
  }

  async list(limit: number): Promise<readonly JobId[]> {
    return askRedis('list jobs to be told of', async () => {
      const entries = await this.connections.commands.zrange(ENDED_JOBS, 0, limit - 1);
      return entries.flatMap((text) => parseJobId(text) ?? []);
    });
  }

  async takeOut(ids: readonly JobId[]): Promise<void> {
    if (ids.length === 0) return;
    await askRedis('take out jobs that were told of', () => this.connections.commands.zrem(ENDED_JOBS, ...ids));
  }
}
