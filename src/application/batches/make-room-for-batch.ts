import { Injectable } from '@nestjs/common';

import { BatchStore } from '#application/ports/batch-store.port';
import { DomainError } from '#domain/shared/domain-error';
import { BatchSettings } from './batch.settings';
import { isOver, ReadBatch } from './read-batch';

/** More than simultaneous callers can have made too many. */
const AT_A_TIME = 100;

/** Lets a key have no more batches than it may: those that were first are forgotten, once they have ended. */
@Injectable()
export class MakeRoomForBatch {
  constructor(
    private readonly store: BatchStore,
    private readonly read: ReadBatch,
    private readonly settings: BatchSettings,
  ) {}

  /** For one more. @throws DomainError `LIMIT_REACHED` where one that would have to go has not ended. */
  async execute(ownerId: string): Promise<void> {
    const { mostPerKey } = this.settings;
    const { batches } = await this.store.listOwned(ownerId, mostPerKey - 1, AT_A_TIME);
    for (const batch of batches.toReversed()) {
      if (!isOver(await this.read.standing(batch))) throw limitReached(mostPerKey);
      await this.store.forget(batch);
    }
  }
}

function limitReached(most: number): DomainError {
  return new DomainError(
    'LIMIT_REACHED',
    `This key has ${most} batches, as many as it may, and the first has not ended.`,
    {
      remediation: 'Wait until it has, or cancel it: GET /api/v1/batches lists it last.',
    },
  );
}
