import type { Clock } from '#application/ports/clock.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import type { JobStatus, LiveStatus } from '#domain/jobs/job-status';
import { LIVE_STATUSES } from '#domain/jobs/job-status';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RECORD_GRACE_MS } from './entry-life';
import { jobKey, liveKey } from './job-keys';

const BATCH = 200;

/**
 * The indexes `jobs:pending` and `jobs:processing`, scored by the last change. Not part of the scripts that move a job (a
 * cluster keeps them elsewhere), so an entry may be out of date: the record decides, and who meets a wrong entry mends it.
 */
export class LiveJobs {
  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: Clock,
    /** Is told of a job that has moved without its entry: whoever moved it may not have come to its other entries either. */
    private readonly foundMoved: (id: JobId) => Promise<void>,
  ) {}

  async enter(id: JobId, status: JobStatus, at: number): Promise<void> {
    if (isLive(status)) await this.connections.commands.zadd(liveKey(status), at, id);
  }

  /** Entered under the new status before it leaves the old one: it is never in neither. */
  async move(id: JobId, from: JobStatus, to: JobStatus, at: number): Promise<void> {
    await this.enter(id, to, at);
    if (isLive(from)) await this.connections.commands.zrem(liveKey(from), id);
  }

  async list(
    status: LiveStatus,
    before: number,
    limit: number,
    from = Number.NEGATIVE_INFINITY,
  ): Promise<readonly JobId[]> {
    const found: JobId[] = [];
    let offset = 0;
    while (found.length < limit) {
      const entries = await this.connections.commands.zrangebyscore(
        liveKey(status),
        bound(from),
        `(${bound(before)}`,
        'WITHSCORES',
        'LIMIT',
        offset,
        BATCH,
      );
      const ids = entries.filter((_entry, index) => index % 2 === 0);
      const verdicts = await Promise.all(
        ids.map((id, index) => this.examine(id, status, before, Number(entries[index * 2 + 1]))),
      );
      for (const [index, verdict] of verdicts.entries()) {
        const id = parseJobId(ids[index] ?? '');
        if (verdict === 'listed' && id !== undefined) found.push(id);
        // What was mended is no longer in the range; the rest is what the next batch starts after.
        if (verdict !== 'mended') offset += 1;
      }
      if (ids.length < BATCH) break;
    }
    return found.slice(0, limit);
  }

  private async examine(
    text: string,
    status: LiveStatus,
    before: number,
    score: number,
  ): Promise<'listed' | 'kept' | 'mended'> {
    const { commands } = this.connections;
    const id = parseJobId(text);
    const [is, updatedAt] = id === undefined ? [] : await commands.hmget(jobKey(id), 'status', 'updated_at');
    if (id === undefined || is === undefined || is === null) {
      if (id !== undefined && score > this.clock.now() - RECORD_GRACE_MS) return 'kept';
      await commands.zrem(liveKey(status), text);
      return 'mended';
    }
    if (is !== status) {
      await this.foundMoved(id);
      await this.move(id, status, is as JobStatus, Number(updatedAt));
      return 'mended';
    }
    // Progress moves the record's time but not the entry: that would be a second write for every step.
    if (Number(updatedAt) < before) return 'listed';
    await commands.zadd(liveKey(status), 'XX', Number(updatedAt), id);
    return 'mended';
  }
}

function bound(score: number): string {
  return Number.isFinite(score) ? String(score) : score > 0 ? '+inf' : '-inf';
}

function isLive(status: JobStatus): status is LiveStatus {
  return (LIVE_STATUSES as readonly JobStatus[]).includes(status);
}
