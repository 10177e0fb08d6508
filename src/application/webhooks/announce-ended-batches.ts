import { Injectable, Logger } from '@nestjs/common';

import { countsOf, isOver, ReadBatch } from '#application/batches/read-batch';
import { BatchStore } from '#application/ports/batch-store.port';
import { Clock } from '#application/ports/clock.port';
import { EndedBatches } from '#application/ports/ended-batches.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { isAway } from '#domain/shared/is-away';
import { MINUTE_MS } from '#domain/shared/quantities';
import { batchMessage } from '#domain/webhooks/webhook-event';
import { TellWebhooks } from './tell-webhooks';

const AT_ONCE = 20;

/** Tells webhooks of each batch of which nothing is under way any more. Any number of processes may run it. */
@Injectable()
export class AnnounceEndedBatches {
  private readonly logger = new Logger(AnnounceEndedBatches.name);

  constructor(
    private readonly ended: EndedBatches,
    private readonly batches: BatchStore,
    private readonly readBatch: ReadBatch,
    private readonly webhooks: TellWebhooks,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    for (const id of await this.ended.list(AT_ONCE)) {
      try {
        await this.announce(id);
      } catch (error) {
        if (isAway(error)) throw error;
        this.logger.error({ err: error, batch_id: id }, 'Failed to tell webhooks of the end of a batch');
        await this.ended.takeOut(id);
      }
    }
  }

  private async announce(id: JobId): Promise<void> {
    const found = await this.batches.find(id);
    if (found !== undefined) {
      const batch = await this.readBatch.execute(found);
      const { ownerId, createdAt, state, entries } = batch;
      const standing = { id, ownerId, createdAt, state, total: entries.length, counts: countsOf(batch) };
      if (!isOver(standing)) return this.ended.postpone(id, MINUTE_MS);
      const endedAt = this.clock.now();
      await this.webhooks.execute({
        ...{ ownerId, id, event: 'batch.completed', endedAt },
        message: batchMessage(standing, endedAt),
      });
    }
    await this.ended.takeOut(id);
  }
}
