import { Injectable } from '@nestjs/common';

import type { CacheSelection, CacheStatistics, RenewalOrder } from '#application/ports/cache-administration.port';
import { CacheAdministration } from '#application/ports/cache-administration.port';
import { Clock } from '#application/ports/clock.port';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { askResults } from '#infrastructure/redis/connection/ask-redis';
import { ResultPlaces } from './result-places';

@Injectable()
export class RedisCacheAdministration extends CacheAdministration {
  constructor(
    private readonly places: ResultPlaces,
    private readonly clock: Clock,
  ) {
    super();
  }

  async statistics(): Promise<CacheStatistics> {
    return askResults('read the statistics of the cache', async () => {
      await this.places.main.writeDownUse();
      await this.places.main.ledger.strikeExpired(this.clock.now());
      const { ttlMs, entries, ...sums } = await this.places.main.ledger.sums();
      const averageTtlMs = entries === 0 ? 0 : Math.round(ttlMs / entries);
      const maxBytes = await this.places.main.entries.room();
      return { ...sums, entries, maxBytes, averageTtlMs };
    });
  }

  async invalidate(selection: CacheSelection): Promise<number> {
    return askResults('invalidate results', async () => {
      const { main, spare } = this.places;
      const removed = new Set<ContentKey>();
      // What is moved meanwhile comes from the first of them.
      for (const place of spare === undefined ? [main] : [spare, main]) {
        const { ledger } = place;
        const contents =
          'tag' in selection ? await ledger.tagged(selection.tag) : await ledger.fitting(selection.pattern);
        for (const content of contents) if (await place.entries.remove(content)) removed.add(content);
      }
      return removed.size;
    });
  }

  async renew({ expiringWithinMs, usedWithinMs, atMost }: RenewalOrder): Promise<number> {
    return askResults('renew results', async () => {
      const now = this.clock.now();
      const contents = await this.places.main.ledger.expiring(now, now + expiringWithinMs, now - usedWithinMs);
      let renewed = 0;
      for (const content of contents.slice(0, atMost)) if (await this.places.main.entries.renew(content)) renewed += 1;
      return renewed;
    });
  }

  async settle(): Promise<number> {
    await this.places.main.entries.trim();
    return (await this.places.both?.settle()) ?? 0;
  }
}
