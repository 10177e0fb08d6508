import { Injectable } from '@nestjs/common';

import { CacheAdministration } from '#application/ports/cache-administration.port';
import type { CacheSelection, CacheStatistics, RenewalOrder } from '#application/ports/cache-administration.port';
import { Clock } from '#application/ports/clock.port';
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
      return { ...sums, entries, maxBytes: this.places.main.place.maxBytes, averageTtlMs };
    });
  }

  async invalidate(selection: CacheSelection): Promise<number> {
    return askResults('invalidate results', async () => {
      await this.settle();
      const contents =
        'tag' in selection
          ? await this.places.main.ledger.tagged(selection.tag)
          : await this.places.main.ledger.fitting(selection.pattern);
      let removed = 0;
      for (const content of contents) if (await this.places.main.removeEntry(content)) removed += 1;
      return removed;
    });
  }

  async renew({ expiringWithinMs, usedWithinMs, atMost }: RenewalOrder): Promise<number> {
    return askResults('renew results', async () => {
      const now = this.clock.now();
      const contents = await this.places.main.ledger.expiring(now, now + expiringWithinMs, now - usedWithinMs);
      let renewed = 0;
      for (const content of contents.slice(0, atMost)) if (await this.places.main.renewEntry(content)) renewed += 1;
      return renewed;
    });
  }

  async settle(): Promise<number> {
    return (await this.places.both?.settle()) ?? 0;
  }
}
