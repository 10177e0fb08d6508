import { Injectable } from '@nestjs/common';

import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { CacheAdministration } from '#application/ports/cache-administration.port';
import { MINUTE_MS } from '#domain/shared/quantities';

const ORDER = { expiringWithinMs: 5 * MINUTE_MS, usedWithinMs: 30 * MINUTE_MS, atMost: 100 } as const;

/**
 * Keeps the cache warm: samples are not kept, so what is still being read cannot be made again without being sent again, and is
 * renewed before it expires. Only while nothing else is to be done.
 */
@Injectable()
export class RenewUsedResults {
  constructor(
    private readonly queue: AnalysisQueue,
    private readonly cache: CacheAdministration,
  ) {}

  /** Resolves to how many were renewed. */
  async execute(): Promise<number> {
    const { waiting, active } = await this.queue.depth();
    return waiting + active > 0 ? 0 : this.cache.renew(ORDER);
  }
}
