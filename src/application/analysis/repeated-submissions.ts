import { Injectable, Logger } from '@nestjs/common';

import { IdempotencyKeys } from '#application/ports/idempotency-keys.port';
import { JobStore } from '#application/ports/job-store.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';

const LOOK_AGAIN_MS = 50;
/** How long the record of the first one may take to appear; after that its process is taken to have died. */
const FIRST_MS = 5000;

/** A submission under an idempotency key. */
export interface KeyedSubmission {
  readonly ownerId: string;
  readonly key: string;
  /** Digest of body and options. */
  readonly fingerprint: string;
  readonly jobId: JobId;
}

/** Recognises a submission that was made before under the same idempotency key. */
@Injectable()
export class RepeatedSubmissions {
  private readonly logger = new Logger(RepeatedSubmissions.name);

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly jobs: JobStore,
  ) {}

  /**
   * The job of the first one. Where there is none, the id that this one is to have: its own when it is the first, else that of
   * one whose process seems to have died. Should that live after all, there is one record of the id, whoever writes it.
   * @throws DomainError `IDEMPOTENCY_CONFLICT`.
   */
  async firstOf({ ownerId, key, fingerprint, jobId }: KeyedSubmission): Promise<AnalysisJob | JobId> {
    let patience = FIRST_MS / LOOK_AGAIN_MS;
    for (;;) {
      const first = await this.keys.claim(ownerId, key, { fingerprint, jobId });
      if (first.jobId === jobId) return jobId;
      if (first.fingerprint !== fingerprint) {
        throw new DomainError(
          'IDEMPOTENCY_CONFLICT',
          'This Idempotency-Key came before with another file or other options.',
          {
            remediation: 'Use a new key for a new submission; keys are remembered for 24 hours.',
          },
        );
      }
      const job = await this.jobs.find(first.jobId);
      if (job !== undefined) return job;
      patience -= 1;
      if (patience <= 0) return first.jobId;
      await pause();
    }
  }

  /** After a submission that failed: unless it has left a job all the same, the key is free again. */
  async forget({ ownerId, key, jobId }: KeyedSubmission): Promise<void> {
    try {
      if ((await this.jobs.find(jobId)) === undefined) await this.keys.release(ownerId, key, jobId);
    } catch (error) {
      this.logger.debug(`An idempotency key stays taken until its next use: ${String(error)}`);
    }
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LOOK_AGAIN_MS);
  });
}
