import { Injectable } from '@nestjs/common';

import { CancelJob } from '#application/analysis/cancel-job';
import type { Batch } from '#domain/batches/batch';
import { DomainError } from '#domain/shared/domain-error';
import { FindBatch } from './find-batch';

/** Has ended by itself meanwhile, or is no longer kept. */
const OVER: readonly string[] = ['JOB_ALREADY_ENDED', 'NOT_FOUND'];

/** Ends all of a batch that has not ended. */
@Injectable()
export class CancelBatch {
  constructor(
    private readonly findBatch: FindBatch,
    private readonly cancelJob: CancelJob,
  ) {}

  /** Idempotent. @throws DomainError `NOT_FOUND`, `INVALID_TRANSITION` while it is being taken in. */
  async execute(id: string, ownerId: string): Promise<Batch> {
    const batch = await this.findBatch.execute(id, ownerId);
    if (batch.state === 'receiving') {
      throw new DomainError('INVALID_TRANSITION', 'The batch is still being taken in.', {
        remediation: 'Cancel it when its request has been answered, or its jobs one by one.',
      });
    }
    for (const { jobId } of batch.entries) {
      if (jobId !== undefined) await this.cancel(jobId, ownerId);
    }
    return batch;
  }

  private async cancel(jobId: string, ownerId: string): Promise<void> {
    try {
      await this.cancelJob.execute(jobId, ownerId);
    } catch (error) {
      if (!(error instanceof DomainError) || !OVER.includes(error.code)) throw error;
    }
  }
}
