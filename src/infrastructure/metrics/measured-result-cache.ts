import { Injectable } from '@nestjs/common';

import { Metrics } from '#application/ports/metrics.port';
import type { ResultPage, StoredDocument, StoredFunctionCode } from '#application/ports/result-cache.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { Tracing } from '#application/ports/tracing.port';
import type { DocumentHead } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { SectionQuery } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import { ResultPlaces } from '#infrastructure/redis/results/result-places';

const STORING = { name: 'storing', kind: 'internal', attributes: {} } as const;

/** The stored results, which of them were found and which not is recorded: whoever asks, asks for the head first. */
@Injectable()
export class MeasuredResultCache extends ResultCache {
  private readonly stored: ResultCache;

  constructor(
    { cache }: ResultPlaces,
    private readonly metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    super();
    this.stored = cache;
  }

  put(...args: Parameters<ResultCache['put']>): Promise<void> {
    return this.tracing.within(STORING, () => this.stored.put(...args));
  }

  offer(...args: Parameters<ResultCache['offer']>): Promise<boolean> {
    return this.stored.offer(...args);
  }

  version(key: ContentKey): Promise<string | undefined> {
    return this.stored.version(key);
  }

  async head(key: ContentKey): Promise<DocumentHead | undefined> {
    const head = await this.stored.head(key);
    this.metrics.count('cache_requests_total', { result: head === undefined ? 'miss' : 'hit' });
    return head;
  }

  page<Name extends PagedSection>(
    key: ContentKey,
    section: Name,
    query: SectionQuery,
    offset: number,
    limit: number,
  ): Promise<ResultPage<SectionItem<Name>> | undefined> {
    return this.stored.page(key, section, query, offset, limit);
  }

  codeOf(...args: Parameters<ResultCache['codeOf']>): Promise<StoredFunctionCode | undefined> {
    return this.stored.codeOf(...args);
  }

  callGraph(...args: Parameters<ResultCache['callGraph']>): ReturnType<ResultCache['callGraph']> {
    return this.stored.callGraph(...args);
  }

  knownFunctions(key: ContentKey): ReturnType<ResultCache['knownFunctions']> {
    return this.stored.knownFunctions(key);
  }

  document(key: ContentKey): Promise<StoredDocument | undefined> {
    return this.stored.document(key);
  }

  pieces(...args: Parameters<ResultCache['pieces']>): ReturnType<ResultCache['pieces']> {
    return this.stored.pieces(...args);
  }

  remove(key: ContentKey): Promise<void> {
    return this.stored.remove(key);
  }
}
