import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { assessmentOf } from '#domain/results/assessment-of';
import { mayServe } from '#domain/results/result-reuse';
import { DomainError } from '#domain/shared/domain-error';
import type { FileName } from '#domain/shared/file-name';
import type { Sha256 } from '#domain/shared/sha256';
import { ResultKeys } from './result-keys';
import type { Submission } from './submit-analysis';

export interface KnownContent extends Omit<Submission, 'sample' | 'fileName' | 'idempotencyKey' | 'jobId'> {
  readonly sample: Sha256;
  /** Absent: as it was called before. */
  readonly fileName?: FileName;
}

/** Answers for content that the owner has sent before from a stored result: samples are not kept. */
@Injectable()
export class AnswerKnownContent {
  constructor(
    private readonly jobs: JobStore,
    private readonly cache: ResultCache,
    private readonly keys: ResultKeys,
    private readonly clock: Clock,
  ) {}

  /** A job of its own, completed. @throws DomainError `CONTENT_NOT_AVAILABLE`; it does not tell whether others have sent it. */
  async execute({ sample, ownerId, fileName, options, ...ids }: KnownContent): Promise<AnalysisJob> {
    const before = await this.jobs.findBySample(ownerId, sample);
    const key = before === undefined ? undefined : await this.keys.shared(sample, options);
    const head = key === undefined ? undefined : await this.cache.head(key);
    if (before === undefined || key === undefined || head === undefined) throw notAvailable();
    if (options.forceReanalysis || !mayServe(head, options)) throw notAvailable();
    const now = this.clock.now();
    const job: AnalysisJob = {
      ...ids,
      id: newJobId(),
      ownerId,
      status: 'completed',
      file: { ...before.file, name: fileName ?? before.file.name },
      options,
      createdAt: now,
      updatedAt: now,
      startedAt: now,
      completedAt: now,
      attempts: 0,
      progress: 100,
      cached: true,
      contentKey: key,
      stages: head.metadata.stages,
      ...assessmentOf(head),
    };
    await this.jobs.create(job);
    return job;
  }
}

function notAvailable(): DomainError {
  return new DomainError('CONTENT_NOT_AVAILABLE', 'There is no stored result of this content with these options.', {
    remediation: 'Send the file: samples are not kept once they are analysed.',
  });
}
