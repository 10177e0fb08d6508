import { Injectable } from '@nestjs/common';

import { CacheAdministration } from '#application/ports/cache-administration.port';
import type { CacheSelection, CacheStatistics, RenewalOrder } from '#application/ports/cache-administration.port';
import { Clock } from '#application/ports/clock.port';
import { AppConfig } from '#config/app-config';
import { askRedis } from './ask-redis';
import { RedisConnections } from './redis-connections';
import { RedisResultCache } from './redis-result-cache';
import { ResultLedger } from './result-ledger';

const MB = 1024 * 1024;

@Injectable()
export class RedisCacheAdministration extends CacheAdministration {
  private readonly ledger: ResultLedger;
  private readonly maxBytes: number;

  constructor(
    private readonly cache: RedisResultCache,
    private readonly clock: Clock,
    connections: RedisConnections,
    config: AppConfig,
  ) {
    super();
    this.ledger = new ResultLedger(connections);
    this.maxBytes = config.cache.maxMb * MB;
  }

  async statistics(): Promise<CacheStatistics> {
    return askRedis('read the statistics of the cache', async () => {
      await this.cache.writeDownUse();
      await this.ledger.strikeExpired(this.clock.now());
      const { ttlMs, entries, ...sums } = await this.ledger.sums();
      const averageTtlMs = entries === 0 ? 0 : Math.round(ttlMs / entries);
      return { ...sums, entries, maxBytes: this.maxBytes, averageTtlMs };
    });
  }

  async invalidate(selection: CacheSelection): Promise<number> {
    return askRedis('invalidate results', async () => {
      const contents =
        'tag' in selection ? await this.ledger.tagged(selection.tag) : await this.ledger.fitting(selection.pattern);
      let removed = 0;
      for (const content of contents) if (await this.cache.removeEntry(content)) removed += 1;
      return removed;
    });
  }

  async renew({ expiringWithinMs, usedWithinMs, atMost }: RenewalOrder): Promise<number> {
    return askRedis('renew results', async () => {
      const now = this.clock.now();
      const contents = await this.ledger.expiring(now, now + expiringWithinMs, now - usedWithinMs);
      let renewed = 0;
      for (const content of contents.slice(0, atMost)) if (await this.cache.renewEntry(content)) renewed += 1;
      return renewed;
    });
  }
}
