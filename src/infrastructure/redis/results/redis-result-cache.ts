import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';

import type { Clock } from '#application/ports/clock.port';
import type { PackedDocument, ResultPage, StoredDocument } from '#application/ports/result-cache.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { AppConfig } from '#config/app-config';
import type { AnalysisDocument, DocumentHead } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import { PAGED_SECTIONS } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { SectionQuery } from '#domain/results/section-query';
import { asksForEverything } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import type { JsonText } from '#domain/shared/json-text';
import { MB } from '#domain/shared/quantities';
import { packDocument } from '#infrastructure/packing/pack-document';
import { ownEncoder } from '#infrastructure/packing/piece-encoder';
import { askResults, isUnavailable } from '#infrastructure/redis/connection/ask-redis';
import { expireAllIn, unlinkAll } from '#infrastructure/redis/connection/many-keys';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import type { SectionSearch } from '#infrastructure/search/section-search';
import { CacheUse } from './cache-use';
import type { ResultIndex } from './result-index';
import { columnsKey, indexKey, parseIndex, pieceKeys, writeIndex } from './result-index';
import { ResultLedger } from './result-ledger';
import type { ReadPieces } from './result-reader';
import { DamagedResult, ResultReader } from './result-reader';
import { ResultWriter } from './result-writer';

/** Pieces go first: an index never outlives what it names. */
const PIECES_OUTLIVE_INDEX_MS = 60_000;
/** How long those who have begun to read a replaced result may go on; who takes longer begins again. */
const REPLACED_LIFE_MS = 10_000;
const READ_TRIES = 3;
const [OPENING, COMMA, CLOSING] = [Buffer.from('['), Buffer.from(','), Buffer.from(']')] as const;
/** KEYS: index. ARGV: the index as it was read. Nobody deletes what has been replaced meanwhile. */
const DROP_INDEX = new RedisScript(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`,
);

/** KEYS: index. ARGV: the index as it was read, milliseconds. What has been replaced meanwhile has a life of its own. */
const RENEW_INDEX = new RedisScript(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`,
);

/** Where results are kept. */
export interface ResultPlace {
  readonly redis: Redis;
  /** That they take at most; 0: left to Redis. */
  readonly maxBytes: number;
}

/**
 * A result is an index, a head, pages of 100 items, and for each section the columns by which it is searched. The pieces of one
 * writing share a generation in their names and never change; the index, swapped in one step, says which generation counts. All
 * keys of a content are in one slot of a cluster. The ledger beside them keeps all results within a number of bytes.
 */
export class RedisResultCache extends ResultCache {
  private readonly logger = new Logger(RedisResultCache.name);
  private readonly compression: boolean;
  private readonly memory: ReadPieces;
  readonly ledger: ResultLedger;
  private readonly use: CacheUse;

  constructor(
    readonly place: ResultPlace,
    private readonly search: SectionSearch,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    super();
    this.compression = config.features.resultCompression;
    this.memory = new ByteBoundedMap(config.cache.memoryMb * MB);
    this.ledger = new ResultLedger(place.redis);
    this.use = new CacheUse(this.ledger, clock, (error) => {
      this.logger.debug(`The use of results was not written down: ${String(error)}`);
    });
  }

  /** @param generation by which it is named: another than all before, but where a result comes from another place. */
  async put(
    key: ContentKey,
    document: AnalysisDocument | PackedDocument,
    ttlMs: number,
    generation: string = randomUUID(),
  ): Promise<void> {
    const lifeMs = Math.max(1, Math.round(ttlMs));
    const packed = 'packedHead' in document ? document : await packDocument(document, ownEncoder(this.compression));
    const totals = Object.fromEntries(PAGED_SECTIONS.map((section) => [section, packed.sections[section].total]));
    const index: ResultIndex = { generation, totals: totals as ResultIndex['totals'] };
    await askResults('store a result', async () => {
      const { redis } = this.place;
      try {
        const writer = new ResultWriter(redis, lifeMs + PIECES_OUTLIVE_INDEX_MS);
        const written = await writer.write(key, index, packed);
        await this.ledger.enter(key, { ...written, ttlMs: lifeMs, tags: packed.tags }, this.clock.now());
        await this.makeRoom(key);
      } catch (error) {
        await unlinkAll(this.place.redis, pieceKeys(key, index)).catch((fault: unknown) => {
          // That Redis is away is told by who watches it.
          this.logger[isUnavailable(fault) ? 'debug' : 'warn'](
            `A result that was not stored whole expires by itself: ${String(fault)}`,
          );
        });
        throw error;
      }
      const replaced = await redis.set(indexKey(key), writeIndex(index), 'PX', lifeMs, 'GET');
      const old = typeof replaced === 'string' ? parseIndex(replaced) : undefined;
      if (old !== undefined && old.generation !== generation)
        await expireAllIn(this.place.redis, pieceKeys(key, old), REPLACED_LIFE_MS);
    });
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

  async document(key: ContentKey): Promise<StoredDocument | undefined> {
    return this.read(key, async (index, reader) => ({
      version: index.generation,
      head: await reader.head(),
      text: (head) => this.dropWhenDamaged(key, index, reader.text(head)),
      gzip: (head) => this.dropWhenDamaged(key, index, reader.gzip(head)),
    }));
  }

  async remove(key: ContentKey): Promise<void> {
    await this.removeEntry(key);
  }

  /** Whether it was there. */
  async removeEntry(key: ContentKey): Promise<boolean> {
    return askResults('remove a result', async () => {
      const text = await this.place.redis.get(indexKey(key));
      if (text !== null) return this.drop(key, text);
      await this.ledger.leave(key);
      return false;
    });
  }

  /** Lets it live as long again as it was stored for. Whether it was still there. */
  async renewEntry(key: ContentKey): Promise<boolean> {
    return askResults('renew a result', async () => {
      const { redis } = this.place;
      const text = await redis.get(indexKey(key));
      const index = text === null ? undefined : parseIndex(text);
      const entry = index && (await this.ledger.renew(key, this.clock.now()));
      if (text === null || index === undefined || entry === undefined) return false;
      await expireAllIn(this.place.redis, pieceKeys(key, index), entry.ttlMs + PIECES_OUTLIVE_INDEX_MS);
      return (await RENEW_INDEX.run(redis, [indexKey(key)], [text, entry.ttlMs])) === 1;
    });
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
    const count = index.totals[section];
    if (count === 0) return { items: [], total: 0 };
    const search = { columns: columnsKey(key, index, section), query, offset, limit };
    const { ordinals, total } = await this.search.find(search, count, () => reader.columns(section));
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
          if (await this.drop(key, text)) this.logger.warn(`Dropped the result ${key}: ${error.message}`);
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
      if (error instanceof DamagedResult) await this.drop(key, writeIndex(index));
      throw error;
    }
  }

  /** @param text the index as it was read. Whether it was still there: `false` when it has been replaced, and can be read again. */
  async drop(key: ContentKey, text: string): Promise<boolean> {
    // Pieces first: while the index names them, whoever finds this broken off can do it again.
    const index = parseIndex(text);
    if (index !== undefined) await unlinkAll(this.place.redis, pieceKeys(key, index));
    if ((await DROP_INDEX.run(this.place.redis, [indexKey(key)], [text])) !== 1) return false;
    await this.ledger.leave(key);
    return true;
  }

  /** As `drop`, but who has begun to read it may go on for a while. */
  async retire(key: ContentKey, text: string): Promise<void> {
    if ((await DROP_INDEX.run(this.place.redis, [indexKey(key)], [text])) !== 1) return;
    await this.ledger.leave(key);
    const index = parseIndex(text);
    if (index !== undefined) await expireAllIn(this.place.redis, pieceKeys(key, index), REPLACED_LIFE_MS);
  }

  /** Before the new result counts, others go, the least recently used first; itself it stays, however large. */
  private async makeRoom(key: ContentKey): Promise<void> {
    await this.ledger.strikeExpired(this.clock.now());
    while (this.place.maxBytes > 0 && (await this.ledger.bytes()) > this.place.maxBytes) {
      const oldest = await this.ledger.leastRecentlyUsed();
      if (oldest === undefined || oldest === key) return;
      await this.removeEntry(oldest);
    }
  }
}

async function rangeOf(
  index: ResultIndex,
  reader: ResultReader,
  section: PagedSection,
  offset: number,
  limit: number,
): Promise<{ items: readonly Buffer[]; total: number }> {
  const total = index.totals[section];
  const end = Math.min(total, offset + limit);
  return { items: end <= offset ? [] : await reader.range(section, offset, end), total };
}

/** Of parts that are items with commas between them. */
function jsonList(parts: readonly Buffer[]): Buffer {
  return Buffer.concat([OPENING, ...parts.flatMap((part, at) => (at === 0 ? [part] : [COMMA, part])), CLOSING]);
}
