import { Injectable } from '@nestjs/common';

import type { OwnedBatches } from '#application/ports/batch-store.port';
import { BatchStore } from '#application/ports/batch-store.port';

/** The batches of one key, newest first. */
@Injectable()
export class ListBatches {
  constructor(private readonly store: BatchStore) {}

  execute(ownerId: string, offset: number, limit: number): Promise<OwnedBatches> {
    return this.store.listOwned(ownerId, offset, limit);
  }
}
