import { Injectable } from '@nestjs/common';

import type { IntakeSample } from './receive-upload';
import { ResultKeys } from './result-keys';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { Clock } from '#application/ports/clock.port';
import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { AnalysisJob } from '#domain/analysis/analysis-job';
import { newJobId } from '#domain/analysis/analysis-job';
import type { AnalysisOptions } from '#domain/analysis/analysis-options';
import { mayServe } from '#domain/analysis/result-reuse';
import type { FileName } from '#domain/shared/file-name';
import type { RequestId } from '#domain/shared/request-id';

export interface Submission {
  readonly ownerId: string;
  readonly sample: IntakeSample;
  readonly fileName: FileName;
  readonly options: AnalysisOptions;
  readonly requestId: RequestId;
  readonly correlationId: RequestId;
}

/** Turns a received binary into a job: answered from the cache where the same was asked before, queued otherwise. */
@Injectable()
export class SubmitAnalysis {
  constructor(
    private readonly samples: SampleStore,
    private readonly jobs: JobStore,
    private readonly queue: AnalysisQueue,
    private readonly cache: ResultCache,
    private readonly keys: ResultKeys,
    private readonly clock: Clock,
  ) {}

  /** The sample is the job's, or gone, when this ends, however it ends. */
  async execute(submission: Submission): Promise<AnalysisJob> {
    try {
      const answered = await this.fromCache(submission);
      return answered ?? (await this.enqueue(submission));
    } finally {
      await this.samples.discard(submission.sample.received);
    }
  }

  private async fromCache(submission: Submission): Promise<AnalysisJob | undefined> {
    if (submission.options.forceReanalysis) return undefined;
    const key = await this.keys.shared(submission.sample.received.sha256, submission.options);
    const head = key === undefined ? undefined : await this.cache.head(key);
    if (key === undefined || head === undefined || !mayServe(head, submission.options)) return undefined;
    const pending = this.newJob(submission);
    const job: AnalysisJob = {
      ...pending,
      status: 'completed',
      startedAt: pending.createdAt,
      completedAt: pending.createdAt,
      progress: 100,
      cached: true,
      contentKey: key,
    };
    await this.jobs.create(job);
    return job;
  }

  /** The sample on disk before the record, the record before the queue entry: a crash in between is repaired by the reconciler. */
  private async enqueue(submission: Submission): Promise<AnalysisJob> {
    const job = this.newJob(submission);
    await this.samples.keep(submission.sample.received, job.id);
    try {
      await this.jobs.create(job);
    } catch (error) {
      await this.samples.release(job.file.sha256, job.id);
      throw error;
    }
    await this.queue.enqueue({
      id: job.id,
      priority: job.options.priority,
      requestId: job.requestId,
      correlationId: job.correlationId,
    });
    return job;
  }

  private newJob({ ownerId, sample, fileName, options, requestId, correlationId }: Submission): AnalysisJob {
    const now = this.clock.now();
    const { size, md5, sha1, sha256 } = sample.received;
    return {
      id: newJobId(),
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
    };
  }
}
