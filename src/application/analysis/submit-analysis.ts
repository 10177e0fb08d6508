import { Injectable } from '@nestjs/common';

import type { IntakeSample } from '#application/intake/receive-upload';
import { Clock } from '#application/ports/clock.port';
import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import type { AnalysisOptions, ContentKey } from '#domain/jobs/analysis-options';
import { submissionFingerprint } from '#domain/jobs/submission-fingerprint';
import { assessmentOf } from '#domain/results/assessment-of';
import { mayServe } from '#domain/results/result-reuse';
import type { FileName } from '#domain/shared/file-name';
import type { RequestId } from '#domain/shared/request-id';
import { DispatchJob } from './dispatch-job';
import { RepeatedSubmissions } from './repeated-submissions';
import { ResultKeys } from './result-keys';
import { unlessAway } from './unless-away';
import { WaitingSettings } from './waiting.settings';

export interface Submission {
  readonly ownerId: string;
  readonly sample: IntakeSample;
  readonly fileName: FileName;
  readonly options: AnalysisOptions;
  readonly requestId: RequestId;
  readonly correlationId: RequestId;
  /** The client's own name for this submission: a repeat under it is the same submission. */
  readonly idempotencyKey?: string;
  /** What the job is to be called, where that was written down before there is one. */
  readonly jobId?: JobId;
  readonly batchId?: JobId;
}

/** Turns a received binary into a job: answered from the cache where the same was asked before, queued otherwise. */
@Injectable()
export class SubmitAnalysis {
  constructor(
    private readonly samples: SampleStore,
    private readonly jobs: JobStore,
    private readonly cache: ResultCache,
    private readonly keys: ResultKeys,
    private readonly clock: Clock,
    private readonly limits: WaitingSettings,
    private readonly dispatch: DispatchJob,
    private readonly repeated: RepeatedSubmissions,
  ) {}

  /**
   * The sample is the job's, or gone, when this ends, however it ends; the sweep's, where the records went away meanwhile. A repeat under an idempotency key resolves to the
   * job of the first. @throws DomainError `QUEUE_FULL`, `IDEMPOTENCY_CONFLICT`.
   */
  async execute(submission: Submission): Promise<AnalysisJob> {
    try {
      const job = this.newJob(submission);
      const { idempotencyKey: key } = submission;
      if (key === undefined) return await this.accept(job, submission);
      return await this.acceptOnce(job, submission, key);
    } finally {
      await this.samples.discard(submission.sample.received);
    }
  }

  private async acceptOnce(job: AnalysisJob, submission: Submission, key: string): Promise<AnalysisJob> {
    const keyed = { ownerId: job.ownerId, key, fingerprint: submissionFingerprint(job), jobId: job.id };
    const first = await this.repeated.firstOf(keyed);
    if (typeof first !== 'string') return first;
    try {
      return await this.accept({ ...job, id: first }, submission);
    } catch (error) {
      await this.repeated.forget({ ...keyed, jobId: first });
      throw error;
    }
  }

  private async accept(job: AnalysisJob, { sample }: Submission): Promise<AnalysisJob> {
    const shared = await this.keys.shared(job.file.sha256, job.options);
    const answered = shared === undefined ? undefined : await this.fromCache(job, shared);
    if (answered !== undefined) return answered;
    const sharedUnder = this.keys.followed(job.file.sha256, job.options, shared);
    return this.enqueue(sharedUnder === undefined ? job : { ...job, sharedUnder }, sample);
  }

  private async fromCache(job: AnalysisJob, key: ContentKey): Promise<AnalysisJob | undefined> {
    if (job.options.forceReanalysis) return undefined;
    const head = await unlessAway(() => this.cache.head(key));
    if (head === undefined || !mayServe(head, job.options)) return undefined;
    const answered: AnalysisJob = {
      ...job,
      status: 'completed',
      startedAt: job.createdAt,
      completedAt: job.createdAt,
      progress: 100,
      cached: true,
      contentKey: key,
      stages: head.metadata.stages,
      ...assessmentOf(head),
    };
    await this.jobs.create(answered);
    return answered;
  }

  /** The sample on disk before the record, the record before the queue entry: a crash in between is repaired by the reconciler. */
  private async enqueue(job: AnalysisJob, sample: IntakeSample): Promise<AnalysisJob> {
    await this.samples.keep(sample.received, job.id);
    await this.record(job);
    await this.dispatch.execute(job);
    return job;
  }

  /** An answer that got lost says nothing: a record that is there needs its sample, and one that cannot be asked for may be there. */
  private async record(job: AnalysisJob): Promise<void> {
    try {
      await this.jobs.create(job, this.limits);
    } catch (error) {
      const found = await this.jobs.find(job.id).catch(() => 'unknown' as const);
      if (found === undefined) await this.samples.release(job.file.sha256, job.id);
      if (found === undefined || found === 'unknown') throw error;
    }
  }

  private newJob({
    ownerId,
    sample,
    fileName,
    options,
    requestId,
    correlationId,
    jobId,
    batchId,
  }: Submission): AnalysisJob {
    const now = this.clock.now();
    const { size, md5, sha1, sha256 } = sample.received;
    return {
      id: jobId ?? newJobId(),
      ownerId,
      status: 'pending',
      file: {
        name: fileName,
        ...{ size, md5, sha1, sha256 },
        header: sample.header,
        ...(sample.magic !== undefined && { magic: sample.magic }),
        intakeMs: sample.intakeMs,
      },
      options,
      requestId,
      correlationId,
      createdAt: now,
      updatedAt: now,
      attempts: 0,
      progress: 0,
      cached: false,
      ...(batchId !== undefined && { batchId }),
    };
  }
}
