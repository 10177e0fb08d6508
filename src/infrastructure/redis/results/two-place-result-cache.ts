import type { Redis } from 'ioredis';

import type {
  PackedDocument,
  ResultPage,
  StoredDocument,
  StoredFunctionCode,
} from '#application/ports/result-cache.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisDocument, DocumentHead } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { SectionQuery } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import type { Address } from '#domain/shared/address';
import type { DomainError } from '#domain/shared/domain-error';
import { isAway } from '#domain/shared/is-away';
import { askResults } from '#infrastructure/redis/connection/ask-redis';
import { moveResults } from './move-results';
import type { RedisResultCache } from './redis-result-cache';

/** What was removed while the place that holds it was away, to be removed there when it returns. */
const REMOVALS = 'results:removed';

/**
 * Results in a Redis of their own, and while that is away in the queue's, within fewer bytes: what is analysed meanwhile can be read at
 * once, and what was stored before can be read again when it returns.
 */
export class TwoPlaceResultCache extends ResultCache {
  constructor(
    private readonly main: RedisResultCache,
    private readonly spare: RedisResultCache,
    /** Whether a job is answered by it. */
    private readonly isUsed: (key: ContentKey) => Promise<boolean>,
  ) {
    super();
  }

  async put(key: ContentKey, document: AnalysisDocument | PackedDocument, ttlMs: number): Promise<void> {
    await this.removals('keep a result after all', (redis) => redis.srem(REMOVALS, key));
    await elsewhereWhileAway(
      async () => {
        await this.main.put(key, document, ttlMs);
        await this.retireOlder(key);
      },
      () => this.spare.put(key, document, ttlMs),
    );
  }

  /** In its own place only: what was stored beside the queue has no other copy. */
  offer(key: ContentKey, document: AnalysisDocument | PackedDocument, ttlMs: number): Promise<boolean> {
    return elsewhereWhileAway(
      () => this.main.offer(key, document, ttlMs),
      () => Promise.resolve(false),
    );
  }

  version(key: ContentKey): Promise<string | undefined> {
    return this.read((place) => place.version(key));
  }

  head(key: ContentKey): Promise<DocumentHead | undefined> {
    return this.read((place) => place.head(key));
  }

  page<Name extends PagedSection>(
    key: ContentKey,
    section: Name,
    query: SectionQuery,
    offset: number,
    limit: number,
  ): Promise<ResultPage<SectionItem<Name>> | undefined> {
    return this.read((place) => place.page(key, section, query, offset, limit));
  }

  codeOf(key: ContentKey, address: Address): Promise<StoredFunctionCode | undefined> {
    return this.read((place) => place.codeOf(key, address));
  }

  callGraph(...args: Parameters<ResultCache['callGraph']>): ReturnType<ResultCache['callGraph']> {
    return this.read((place) => place.callGraph(...args));
  }

  knownFunctions(key: ContentKey): ReturnType<ResultCache['knownFunctions']> {
    return this.read((place) => place.knownFunctions(key));
  }

  document(key: ContentKey): Promise<StoredDocument | undefined> {
    return this.read((place) => place.document(key));
  }

  pieces(...args: Parameters<ResultCache['pieces']>): ReturnType<ResultCache['pieces']> {
    return this.read((place) => place.pieces(...args));
  }

  async remove(key: ContentKey): Promise<void> {
    await this.spare.remove(key);
    await elsewhereWhileAway(
      () => this.main.remove(key),
      async () => {
        await this.removals('remove a result later', (redis) => redis.sadd(REMOVALS, key));
      },
    );
  }

  /**
   * Does what could not be done while results were away. Resolves to how many came back to their place.
   * @throws DomainError `SERVICE_UNAVAILABLE` while they are still away; what is left is done the next time.
   */
  async settle(): Promise<number> {
    for (const key of await this.removals('list removed results', (redis) => redis.smembers(REMOVALS))) {
      // Unless it was sent again in the meantime, and answered by what was still there.
      const isUsed = await askResults('look for jobs of a result', () => this.isUsed(key as ContentKey));
      if (!isUsed) await this.main.remove(key as ContentKey);
      await this.removals('settle a removal', (redis) => redis.srem(REMOVALS, key));
    }
    return askResults('move results to their place', () => moveResults(this.spare, this.main));
  }

  /** What the second place still holds of what the first has anew; not so where both are one. */
  private async retireOlder(key: ContentKey): Promise<void> {
    const [current, older] = [await this.main.indexText(key), await this.spare.indexText(key)];
    if (older !== null && older !== current)
      await askResults('remove a result', () => this.spare.entries.retire(key, older));
  }

  /** A miss in the first place counts only when the second has nothing either; without the first, the second one's find does. */
  private async read<Part>(
    readFrom: (place: RedisResultCache) => Promise<Part | undefined>,
  ): Promise<Part | undefined> {
    let away: DomainError | undefined;
    const found = await elsewhereWhileAway(
      () => readFrom(this.main),
      (error) => {
        away = error;
        return Promise.resolve(undefined);
      },
    );
    const part = found ?? (await readFrom(this.spare));
    if (part !== undefined) return part;
    if (away !== undefined) throw away;
    // It may have been moved between the two looks.
    return readFrom(this.main);
  }

  private removals<Answer>(operation: string, ask: (redis: Redis) => Promise<Answer>): Promise<Answer> {
    return askResults(operation, () => ask(this.spare.place.redis));
  }
}

async function elsewhereWhileAway<Answer>(
  attempt: () => Promise<Answer>,
  otherwise: (away: DomainError) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await attempt();
  } catch (error) {
    if (isAway(error)) return otherwise(error);
    throw error;
  }
}
