import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { JobStore } from '#application/ports/job-store.port';
import type { TransitionChange, TransitionGuard } from '#application/ports/job-store.port';
import type { StageName } from '#domain/analysis/analysis-document';
import type { AnalysisJob, JobId } from '#domain/analysis/analysis-job';
import { assertTransition, isTerminal } from '#domain/analysis/job-status';
import { askRedis } from './ask-redis';
import { eventsChannel, jobKey, ownerKey } from './job-keys';
import { fromJobRecord, toJobRecord } from './job-record';
import { CREATE_JOB, MOVE_JOB, RECORD_PROGRESS } from './job-scripts';
import { LiveJobs } from './live-jobs';
import { RedisConnections } from './redis-connections';

const DAY_SECONDS = 86_400;
const KEEP_ENDED_SECONDS = 7 * DAY_SECONDS;
const KEEP_OWNED_SECONDS = 30 * DAY_SECONDS;

/**
 * The record is a hash that only scripts change. The indexes beside it are written in separate commands, always so that a
 * crash leaves an entry too many and never one too few; readers put right what they meet.
 */
@Injectable()
export class RedisJobStore extends JobStore {
  private readonly live: LiveJobs;

  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: Clock,
  ) {
    super();
    this.live = new LiveJobs(connections, clock);
  }

  async create(job: AnalysisJob): Promise<void> {
    const { commands } = this.connections;
    const ended = isTerminal(job.status);
    await askRedis('create a job record', async () => {
      // Indexes first: a record that no index names would be pending for ever.
      await this.live.enter(job.id, job.status, job.updatedAt);
      const owned = ownerKey(job.ownerId);
      await Promise.all([
        commands.zadd(owned, job.createdAt, job.id),
        commands.zremrangebyscore(owned, '-inf', this.clock.now() - KEEP_OWNED_SECONDS * 1000),
        commands.expire(owned, KEEP_OWNED_SECONDS),
      ]);
      const fields = Object.entries(toJobRecord(job)).flat();
      await CREATE_JOB.run(commands, [jobKey(job.id)], [ended ? KEEP_ENDED_SECONDS : 0, ...fields]);
    });
  }

  async find(id: JobId): Promise<AnalysisJob | undefined> {
    return askRedis('read a job record', async () => {
      const record = await this.connections.commands.hgetall(jobKey(id));
      return Object.keys(record).length === 0 ? undefined : fromJobRecord(record);
    });
  }

  async transition(id: JobId, guard: TransitionGuard, change: TransitionChange): Promise<AnalysisJob | undefined> {
    assertTransition(guard.from, change.to);
    return askRedis('move a job', async () => {
      const now = this.clock.now();
      const reply = await MOVE_JOB.run(
        this.connections.commands,
        [jobKey(id)],
        [guard.from, guard.workerId ?? '', change.to, now, eventsChannel(id), KEEP_ENDED_SECONDS, ...changed(change)],
      );
      if (!Array.isArray(reply)) return undefined;
      const job = fromJobRecord(fieldsOf(reply));
      await this.live.move(id, guard.from, change.to, now);
      return job;
    });
  }

  async recordProgress(id: JobId, workerId: string, stage: StageName, percent: number): Promise<void> {
    const progress = Math.round(Math.min(100, Math.max(0, percent)));
    await askRedis('record progress', () =>
      RECORD_PROGRESS.run(
        this.connections.commands,
        [jobKey(id)],
        [workerId, this.clock.now(), eventsChannel(id), stage, progress],
      ),
    );
  }

  async listLive(status: 'pending' | 'processing', before: number, limit: number): Promise<readonly JobId[]> {
    return askRedis('list live jobs', () => this.live.list(status, before, limit));
  }
}

function changed(change: TransitionChange): readonly string[] {
  const { workerId, contentKey, cached, error } = change;
  return [
    ...(workerId === undefined ? [] : ['worker_id', workerId]),
    ...(contentKey === undefined ? [] : ['content_key', contentKey]),
    ...(cached === undefined ? [] : ['cached', cached ? '1' : '0']),
    ...(error === undefined ? [] : ['error', JSON.stringify(error)]),
  ];
}

/** A reply of alternating names and values. */
function fieldsOf(reply: readonly unknown[]): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (let index = 0; index + 1 < reply.length; index += 2) fields[String(reply[index])] = String(reply[index + 1]);
  return fields;
}
