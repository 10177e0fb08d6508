import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { Metrics } from '#application/ports/metrics.port';
import type { ResultCache } from '#application/ports/result-cache.port';
import { AppConfig } from '#config/app-config';
import type { DocumentHead } from '#domain/analysis/analysis-document';
import { RedisConnections } from '#infrastructure/redis/redis-connections';
import { RedisResultCache } from '#infrastructure/redis/redis-result-cache';
import { SectionSearch } from '#infrastructure/search/section-search';

/** The stored results, with what was found and what was not taken down: whoever asks, asks for the head first. */
@Injectable()
export class MeasuredResultCache extends RedisResultCache {
  constructor(
    connections: RedisConnections,
    search: SectionSearch,
    clock: Clock,
    config: AppConfig,
    private readonly metrics: Metrics,
  ) {
    super(connections, search, clock, config);
  }

  override async head(...args: Parameters<ResultCache['head']>): Promise<DocumentHead | undefined> {
    const head = await super.head(...args);
    this.metrics.count('cache_requests_total', { result: head === undefined ? 'miss' : 'hit' });
    return head;
  }
}
