import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';

import type { Clock } from '#application/ports/clock.port';
import type {
  PackedDocument,
  ResultPage,
  StoredDocument,
  StoredFunctionCode,
  StoredPieces,
} from '#application/ports/result-cache.port';
import { bytesOf, ResultCache } from '#application/ports/result-cache.port';
import type { AppConfig } from '#config/app-config';
import type { AnalysisDocument, DocumentHead } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CallGraph, CallGraphRequest } from '#domain/results/call-graph';
import type { KnownFunctions } from '#domain/results/known-functions';
import type { SectionQuery } from '#domain/results/section-query';
import { asksForEverything } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import type { Address } from '#domain/shared/address';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import type { JsonText } from '#domain/shared/json-text';
import { MB } from '#domain/shared/quantities';
import { packDocument } from '#infrastructure/packing/pack-document';
import { ownEncoder } from '#infrastructure/packing/piece-encoder';
import { askResults, isUnavailable } from '#infrastructure/redis/connection/ask-redis';
import type { SectionSearch } from '#infrastructure/search/section-search';
import { CacheUse } from './cache-use';
import { RelatedSearch } from './related-search';
import type { ResultPlace } from './result-entries';
import { ResultEntries } from './result-entries';
import type { ResultIndex } from './result-index';
import { indexFor, indexKey, parseIndex, writeIndex } from './result-index';
import { jsonList, rangeOf } from './result-items';
import type { ResultLedger } from './result-ledger';
import type { ReadPieces } from './result-reader';
import { DamagedResult, ResultReader } from './result-reader';

const READ_TRIES = 3;

/**
 * A result is an index, a head, pages of 100 items, and for each section the columns by which it is searched. The pieces of one
 * writing share a generation in their names and never change; the index, swapped in one step, says which generation counts. All
 * keys of a content are in one slot of a cluster. The ledger beside them keeps all results within a number of bytes.
 */
export class RedisResultCache extends ResultCache {
  private readonly logger = new Logger(RedisResultCache.name);
  private readonly compression: boolean;
  private readonly memory: ReadPieces;
  readonly entries: ResultEntries;
  private readonly use: CacheUse;

  constructor(
    readonly place: ResultPlace,
    private readonly search: SectionSearch,
    clock: Clock,
    config: AppConfig,
  ) {
    super();
    this.compression = config.features.resultCompression;
    this.memory = new ByteBoundedMap(config.cache.memoryMb * MB);
    this.entries = new ResultEntries(place, clock, (fault) => {
      // That Redis is away is told by who watches it.
      this.logger[isUnavailable(fault) ? 'debug' : 'warn'](
        `A result that was not stored whole expires by itself: ${String(fault)}`,
      );
    });
    this.use = new CacheUse(this.entries.ledger, clock, (error) => {
      this.logger.debug(`The use of results was not written down: ${String(error)}`);
    });
  }

  get ledger(): ResultLedger {
    return this.entries.ledger;
  }

  /** @param generation by which it is named: another than all before, but where a result comes from another place. */
  async put(
    key: ContentKey,
    document: AnalysisDocument | PackedDocument,
    ttlMs: number,
    generation: string = randomUUID(),
  ): Promise<void> {
    await this.store(key, await this.packed(document), ttlMs, generation);
  }

  async offer(key: ContentKey, document: AnalysisDocument | PackedDocument, ttlMs: number): Promise<boolean> {
    const packed = await this.packed(document);
    if (!(await this.entries.hasRoomFor(bytesOf(packed)))) return false;
    await this.store(key, packed, ttlMs, randomUUID());
    return true;
  }

  private async packed(document: AnalysisDocument | PackedDocument): Promise<PackedDocument> {
    return 'packedHead' in document ? document : packDocument(document, ownEncoder(this.compression));
  }

  private async store(key: ContentKey, packed: PackedDocument, ttlMs: number, generation: string): Promise<void> {
    const lifeMs = Math.max(1, Math.round(ttlMs));
    await this.entries.store(key, indexFor(packed, generation), packed, lifeMs);
  }

  /** The index as it is stored. */
  indexText(key: ContentKey): Promise<string | null> {
    return askResults('read a result', () => this.place.redis.get(indexKey(key)));
  }

  async version(key: ContentKey): Promise<string | undefined> {
    return this.read(key, ({ generation }) => Promise.resolve(generation));
  }

  async head(key: ContentKey): Promise<DocumentHead | undefined> {
    return this.read(key, (_index, reader) => reader.head());
  }

  async page<Name extends PagedSection>(
    key: ContentKey,
    section: Name,
    query: SectionQuery,
    offset: number,
    limit: number,
  ): Promise<ResultPage<SectionItem<Name>> | undefined> {
    return this.read(key, async (index, reader) => {
      const { items, total } = asksForEverything(query)
        ? await rangeOf(index, reader, section, offset, limit)
        : await this.find(key, index, reader, section, query, offset, limit);
      return { items: jsonList(items) as JsonText<readonly SectionItem<Name>[]>, total, version: index.generation };
    });
  }

  async codeOf(key: ContentKey, address: Address): Promise<StoredFunctionCode | undefined> {
    return this.read(key, async (index, reader) => {
      const known = { version: index.generation, keepsCode: index.code !== undefined };
      const code = known.keepsCode ? await reader.codeOf(address) : undefined;
      return { ...known, ...(code !== undefined && { code }) };
    });
  }

  async callGraph(
    key: ContentKey,
    request: CallGraphRequest,
  ): Promise<{ readonly graph?: CallGraph; readonly version: string } | undefined> {
    return this.read(key, async (index, reader) => {
      const graph = await new RelatedSearch(this.search, key, index, reader).callGraph(request);
      return { version: index.generation, ...(graph !== undefined && { graph }) };
    });
  }

  async knownFunctions(
    key: ContentKey,
  ): Promise<{ readonly functions?: KnownFunctions; readonly version: string } | undefined> {
    return this.read(key, async (index, reader) => {
      const functions = await reader.knownFunctions();
      return { version: index.generation, ...(functions !== undefined && { functions }) };
    });
  }

  async document(key: ContentKey): Promise<StoredDocument | undefined> {
    return this.read(key, async (index, reader) => ({
      version: index.generation,
      head: await reader.head(),
      text: (head) => this.dropWhenDamaged(key, index, reader.text(head)),
      gzip: (head) => this.dropWhenDamaged(key, index, reader.gzip(head)),
    }));
  }

  async pieces(key: ContentKey, sections: readonly PagedSection[]): Promise<StoredPieces | undefined> {
    return this.read(key, async (index, reader) => ({
      version: index.generation,
      ...(await reader.pieces(sections)),
    }));
  }

  async remove(key: ContentKey): Promise<void> {
    await this.entries.remove(key);
  }

  /** What is counted here in memory, for those who want to know it now. */
  async writeDownUse(): Promise<void> {
    await this.use.flush();
  }

  /** What is not written for a fault is not counted. Never rejects. */
  async close(): Promise<void> {
    await this.use.flush().catch((error: unknown) => {
      this.logger.debug(`The use of results was not written down: ${String(error)}`);
    });
  }

  private async find(
    key: ContentKey,
    index: ResultIndex,
    reader: ResultReader,
    section: PagedSection,
    query: SectionQuery,
    offset: number,
    limit: number,
  ): Promise<{ items: readonly Buffer[]; total: number }> {
    const related = new RelatedSearch(this.search, key, index, reader);
    const { ordinals, total } = await related.find(section, query, offset, limit);
    return { items: await reader.some(section, ordinals), total };
  }

  /** Reads by one index; when the pieces are gone because the index was replaced, by the next one. */
  private async read<Part>(
    key: ContentKey,
    readBy: (index: ResultIndex, reader: ResultReader) => Promise<Part>,
  ): Promise<Part | undefined> {
    return askResults('read a result', async () => {
      const { redis } = this.place;
      for (let attempt = 1; attempt <= READ_TRIES; attempt += 1) {
        const text = await redis.get(indexKey(key));
        if (text === null) break;
        try {
          const index = parseIndex(text);
          if (index === undefined) throw new DamagedResult('The index is damaged');
          const part = await readBy(index, new ResultReader(redis, this.memory, key, index));
          this.use.hit(key);
          return part;
        } catch (error) {
          if (!(error instanceof DamagedResult)) throw error;
          if (await this.entries.drop(key, text)) this.logger.warn(`Dropped the result ${key}: ${error.message}`);
        }
      }
      this.use.miss();
      return undefined;
    });
  }

  /** A document is read long after it was opened: what turns out damaged then is not kept for the next one. */
  private async *dropWhenDamaged(
    key: ContentKey,
    index: ResultIndex,
    parts: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    try {
      yield* parts;
    } catch (error) {
      if (error instanceof DamagedResult) await this.entries.drop(key, writeIndex(index));
      throw error;
    }
  }
}
