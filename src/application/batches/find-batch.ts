import { Injectable } from '@nestjs/common';

import { BatchStore } from '#application/ports/batch-store.port';
import type { Batch } from '#domain/batches/batch';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';

/** Finds a batch for the one who sent it; to everyone else it does not exist. */
@Injectable()
export class FindBatch {
  constructor(private readonly store: BatchStore) {}

  /** @throws DomainError `NOT_FOUND`. */
  async execute(id: string, ownerId: string): Promise<Batch> {
    const known = parseJobId(id);
    const batch = known === undefined ? undefined : await this.store.find(known);
    if (batch?.ownerId === ownerId) return batch;
    throw new DomainError('NOT_FOUND', 'There is no batch with this id.', {
      remediation:
        'Use the batch_id of the answer to POST /api/v1/batches; GET /api/v1/batches lists those that are kept.',
    });
  }
}
