import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import type { ResultCache } from '#application/ports/result-cache.port';
import { AppConfig } from '#config/app-config';
import { MB } from '#domain/shared/quantities';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { ContentReferences } from '#infrastructure/redis/jobs/content-references';
import { SectionSearch } from '#infrastructure/search/section-search';
import { RedisResultCache } from './redis-result-cache';
import { TwoPlaceResultCache } from './two-place-result-cache';

/** Where results are: in a Redis of their own with the queue's for while that is away, or both in one. */
@Injectable()
export class ResultPlaces implements BeforeApplicationShutdown {
  /** What is administered. */
  readonly main: RedisResultCache;
  /** Where there are two. */
  readonly both: TwoPlaceResultCache | undefined;
  readonly spare: RedisResultCache | undefined;

  constructor(connections: RedisConnections, search: SectionSearch, clock: Clock, config: AppConfig) {
    const { cache, commands, hasOwnCache } = connections;
    const place = (redis: typeof cache, mb: number): RedisResultCache =>
      new RedisResultCache({ redis, maxBytes: mb * MB, isShared: redis === commands }, search, clock, config);
    this.main = place(cache, config.cache.maxMb);
    if (!hasOwnCache) return;
    this.spare = place(commands, config.cache.spareMb);
    const references = new ContentReferences(connections, clock);
    this.both = new TwoPlaceResultCache(this.main, this.spare, (key) => references.isReferredTo(key));
  }

  get cache(): ResultCache {
    return this.both ?? this.main;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.main.close(), this.spare?.close()]);
  }
}
