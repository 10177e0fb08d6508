import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import type {
  OwnedJobs as OwnedJobsPage,
  OwnedJobsQuery,
  TransitionChange,
  TransitionGuard,
  WaitingLimits,
} from '#application/ports/job-store.port';
import { JobStore, UnknownRecordVersion } from '#application/ports/job-store.port';
import type { StageName } from '#domain/document/stages';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { LiveStatus } from '#domain/jobs/job-status';
import { assertTransition, isTerminal } from '#domain/jobs/job-status';
import { DAY_SECONDS, HOUR_SECONDS } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisEndedJobs } from '#infrastructure/redis/webhooks/redis-ended-jobs';
import { ContentReferences } from './content-references';
import { eventsChannel, eventsKey, jobKey } from './job-keys';
import { OwnedJobs } from './job-lists';
import { fromJobRecord, toJobRecord } from './job-record';
import { CREATE_JOB, MOVE_JOB, RECORD_PROGRESS } from './job-scripts';
import { LiveJobs } from './live-jobs';
import { writtenVersion } from './record-version';

const KEEP_ENDED_SECONDS = 7 * DAY_SECONDS;
const KEEP_EVENTS_SECONDS = HOUR_SECONDS;

/**
 * The record is a hash that only scripts change. The indexes beside it are written in separate commands, always so that a
 * crash leaves an entry too many and never one too few; readers put right what they meet.
 */
@Injectable()
export class RedisJobStore extends JobStore {
  private readonly live: LiveJobs;
  private readonly owned: OwnedJobs;
  private readonly references: ContentReferences;

  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: Clock,
    /** Is told of each job that has ended, before it is forgotten that it was live. */
    private readonly ended: RedisEndedJobs,
  ) {
    super();
    this.live = new LiveJobs(connections, clock, async (id) => {
      const job = await this.findReadable(id);
      if (job === undefined) return;
      await this.owned.enterStatus(job);
      await this.tellIfEnded(job);
    });
    this.owned = new OwnedJobs(connections, clock, (before, limit) => this.live.list('pending', before, limit));
    this.references = new ContentReferences(connections, clock);
  }

  async create(job: AnalysisJob, limits?: WaitingLimits): Promise<void> {
    const ended = isTerminal(job.status);
    await askRedis('create a job record', async () => {
      // Indexes first: a record that no index names would be pending for ever.
      if (limits !== undefined && job.status === 'pending') await this.owned.admit(job, limits);
      const [version] = await Promise.all([
        writtenVersion(this.connections.commands),
        this.live.enter(job.id, job.status, job.updatedAt),
        this.owned.enter(job),
        this.references.enterSample(job),
        ...(job.contentKey === undefined ? [] : [this.references.referTo(job.contentKey, job.id)]),
      ]);
      await CREATE_JOB.run(this.connections.commands, keysOf(job.id), [
        job.createdAt,
        eventsChannel(job.id),
        ended ? job.status : 'status',
        ended ? KEEP_ENDED_SECONDS : 0,
        KEEP_EVENTS_SECONDS,
        ...Object.entries(toJobRecord(job, version)).flat(),
      ]);
      await this.tellIfEnded(job);
    });
  }

  async find(id: JobId): Promise<AnalysisJob | undefined> {
    const record = await askRedis('read a job record', () => this.connections.commands.hgetall(jobKey(id)));
    return Object.keys(record).length === 0 ? undefined : fromJobRecord(record);
  }

  async transition(id: JobId, guard: TransitionGuard, change: TransitionChange): Promise<AnalysisJob | undefined> {
    assertTransition(guard.from, change.to);
    return askRedis('move a job', async () => {
      const now = this.clock.now();
      if (change.contentKey !== undefined) await this.references.referTo(change.contentKey, id);
      const reply = await MOVE_JOB.run(this.connections.commands, keysOf(id), [
        guard.from,
        guard.workerId ?? '',
        change.to,
        now,
        eventsChannel(id),
        KEEP_ENDED_SECONDS,
        KEEP_EVENTS_SECONDS,
        change.lost === true ? 1 : 0,
        ...changed(change),
      ]);
      if (!Array.isArray(reply)) return undefined;
      const job = fromJobRecord(fieldsOf(reply));
      // In this order: an entry of a live job that is out of date tells the reconciler that the owner's may be, too.
      await Promise.all([this.owned.move(job, guard.from), this.tellIfEnded(job)]);
      await this.live.move(id, guard.from, change.to, now);
      return job;
    });
  }

  async recordProgress(id: JobId, workerId: string, stage: StageName, percent: number): Promise<void> {
    const progress = Math.round(Math.min(100, Math.max(0, percent)));
    await askRedis('record progress', () =>
      RECORD_PROGRESS.run(this.connections.commands, keysOf(id), [
        workerId,
        this.clock.now(),
        eventsChannel(id),
        stage,
        progress,
      ]),
    );
  }

  async listLive(status: LiveStatus, before: number, limit: number, from?: number): Promise<readonly JobId[]> {
    return askRedis('list live jobs', () => this.live.list(status, before, limit, from));
  }

  async findBySample(ownerId: string, sample: Sha256): Promise<AnalysisJob | undefined> {
    return askRedis('find a sample of a key', async () => {
      for (const id of await this.references.jobsOver(ownerId, sample)) {
        const job = await this.findReadable(id);
        if (job !== undefined) return job;
      }
      return undefined;
    });
  }

  async remove(id: JobId): Promise<ContentKey | undefined> {
    return askRedis('remove a job', async () => {
      const job = await this.find(id);
      if (job === undefined) return undefined;
      // The record first: what is left of it is an entry too many.
      await this.connections.commands.del(...keysOf(id));
      await this.owned.leave(job);
      return (await this.references.leave(job)) ? job.contentKey : undefined;
    });
  }

  async listOwned(ownerId: string, query: OwnedJobsQuery): Promise<OwnedJobsPage> {
    return askRedis('list the jobs of a key', () => this.owned.list(ownerId, query, (id) => this.find(id)));
  }

  private async tellIfEnded(job: AnalysisJob): Promise<void> {
    if (isTerminal(job.status)) await this.ended.enter(job);
  }

  /** For those who look through many: one that a later version wrote is nobody's fault, and not for us. */
  private async findReadable(id: JobId): Promise<AnalysisJob | undefined> {
    try {
      return await this.find(id);
    } catch (error) {
      if (error instanceof UnknownRecordVersion) return undefined;
      throw error;
    }
  }
}

function keysOf(id: JobId): readonly string[] {
  return [jobKey(id), eventsKey(id)];
}

function changed(change: TransitionChange): readonly string[] {
  const { workerId, carriedBy, contentKey, cached, stages, assessment, error } = change;
  return [
    ...(workerId === undefined ? [] : ['worker_id', workerId]),
    ...(carriedBy === undefined ? [] : ['carried_by', carriedBy]),
    ...(stages === undefined ? [] : ['stages', JSON.stringify(stages)]),
    ...(assessment === undefined ? [] : ['risk', String(assessment.risk), 'verdict', assessment.verdict]),
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
