import { Injectable } from '@nestjs/common';

import { BatchStore } from '#application/ports/batch-store.port';
import type { BatchStanding } from './read-batch';
import { ReadBatch } from './read-batch';

/** The batches of one key, newest first, in numbers. */
@Injectable()
export class ListBatches {
  constructor(
    private readonly store: BatchStore,
    private readonly read: ReadBatch,
  ) {}

  async execute(
    ownerId: string,
    offset: number,
    limit: number,
  ): Promise<{ readonly batches: readonly BatchStanding[]; readonly total: number }> {
    const { batches, total } = await this.store.listOwned(ownerId, offset, limit);
    const standing: BatchStanding[] = [];
    for (const batch of batches) standing.push(await this.read.standing(batch));
    return { batches: standing, total };
  }
}
