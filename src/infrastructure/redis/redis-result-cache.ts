import { Injectable, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { ResultCache } from '#application/ports/result-cache.port';
import type { PackedDocument, ResultPage } from '#application/ports/result-cache.port';
import { AppConfig } from '#config/app-config';
import { PAGED_SECTIONS } from '#domain/analysis/analysis-document';
import type { AnalysisDocument, DocumentHead, PagedSection } from '#domain/analysis/analysis-document';
import type { ContentKey } from '#domain/analysis/analysis-options';
import { askRedis } from './ask-redis';
import { packDocument } from './pack-document';
import { RedisConnections } from './redis-connections';
import { RedisScript } from './redis-script';
import { PAGE_ITEMS, headKey, indexKey, pageKey, pagesOf, parseIndex, pieceKeys } from './result-index';
import type { ResultIndex } from './result-index';
import { decodePiece } from './result-piece';

/** Pieces go first: an index never outlives what it names. */
const PIECES_OUTLIVE_INDEX_MS = 60_000;
/** How long those who have begun to read a replaced result may go on; who takes longer begins again. */
const REPLACED_LIFE_MS = 10_000;
const READ_TRIES = 3;
const PARALLEL_PIECES = 4;
/** KEYS: index. ARGV: the index as it was read. Nobody deletes what has been replaced meanwhile. */
const DROP_INDEX = new RedisScript(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`,
);

/** A piece that the index names is missing or cannot be read. */
class DamagedResult extends Error {
  override readonly name = 'DamagedResult';
}

/**
 * A result is an index, a head and pages of 500 items. The pieces of one writing share a generation in their names and never
 * change; the index, swapped in one step, says which generation counts. All keys of a content are in one slot of a cluster.
 */
@Injectable()
export class RedisResultCache extends ResultCache {
  private readonly logger = new Logger(RedisResultCache.name);
  private readonly compression: boolean;

  constructor(
    private readonly connections: RedisConnections,
    config: AppConfig,
  ) {
    super();
    this.compression = config.features.resultCompression;
  }

  async put(key: ContentKey, document: AnalysisDocument | PackedDocument, ttlMs: number): Promise<void> {
    const lifeMs = Math.max(1, Math.round(ttlMs));
    const packed = 'packedHead' in document ? document : await packDocument(document, this.compression);
    const totals = Object.fromEntries(PAGED_SECTIONS.map((section) => [section, packed.sections[section].total]));
    const index: ResultIndex = { generation: randomUUID(), totals: totals as ResultIndex['totals'] };
    await askRedis('store a result', async () => {
      try {
        await this.writePieces(key, index, packed, lifeMs + PIECES_OUTLIVE_INDEX_MS);
      } catch (error) {
        await this.unlink(pieceKeys(key, index)).catch((fault: unknown) => {
          this.logger.warn(`A result that was not stored whole expires by itself: ${String(fault)}`);
        });
        throw error;
      }
      const replaced = await this.connections.cache.set(indexKey(key), JSON.stringify(index), 'PX', lifeMs, 'GET');
      const old = typeof replaced === 'string' ? parseIndex(replaced) : undefined;
      if (old !== undefined) await this.letExpire(pieceKeys(key, old));
    });
  }

  async head(key: ContentKey): Promise<DocumentHead | undefined> {
    return this.read(key, (index) => this.readHead(key, index));
  }

  async page<Name extends PagedSection>(
    key: ContentKey,
    section: Name,
    offset: number,
    limit: number,
  ): Promise<ResultPage<AnalysisDocument[Name][number]> | undefined> {
    return this.read(key, async (index) => {
      const total = index.totals[section];
      const end = Math.min(total, offset + limit);
      const first = Math.floor(offset / PAGE_ITEMS);
      const items = end <= offset ? [] : await this.readPages(key, index, section, first, Math.ceil(end / PAGE_ITEMS));
      return { items: items.slice(offset - first * PAGE_ITEMS, end - first * PAGE_ITEMS), total };
    });
  }

  async document(key: ContentKey): Promise<AnalysisDocument | undefined> {
    return this.read(key, async (index) => {
      const sections: Partial<Record<PagedSection, readonly unknown[]>> = {};
      for (const section of PAGED_SECTIONS) {
        sections[section] = await this.readPages(key, index, section, 0, pagesOf(index, section));
      }
      const head = await this.readHead(key, index);
      return { ...head, ...(sections as Pick<AnalysisDocument, PagedSection>) };
    });
  }

  async remove(key: ContentKey): Promise<void> {
    await askRedis('remove a result', async () => {
      const text = await this.connections.cache.getdel(indexKey(key));
      const index = text === null ? undefined : parseIndex(text);
      if (index !== undefined) await this.unlink(pieceKeys(key, index));
    });
  }

  /** Reads by one index; when the pieces are gone because the index was replaced, by the next one. */
  private async read<Part>(key: ContentKey, readBy: (index: ResultIndex) => Promise<Part>): Promise<Part | undefined> {
    return askRedis('read a result', async () => {
      for (let attempt = 1; attempt <= READ_TRIES; attempt += 1) {
        const text = await this.connections.cache.getBuffer(indexKey(key));
        if (text === null) return undefined;
        try {
          const index = parseIndex(text.toString());
          if (index === undefined) throw new DamagedResult('The index is damaged');
          return await readBy(index);
        } catch (error) {
          if (!(error instanceof DamagedResult)) throw error;
          if (await this.drop(key, text)) this.logger.warn(`Dropped the result ${key}: ${error.message}`);
        }
      }
      return undefined;
    });
  }

  /** Whether it was still there: `false` when it has been replaced, and can be read again. */
  private async drop(key: ContentKey, text: Buffer): Promise<boolean> {
    if ((await DROP_INDEX.run(this.connections.cache, [indexKey(key)], [text])) !== 1) return false;
    const index = parseIndex(text.toString());
    if (index !== undefined) await this.unlink(pieceKeys(key, index));
    return true;
  }

  private async readHead(key: ContentKey, index: ResultIndex): Promise<DocumentHead> {
    const head = await this.readPiece(headKey(key, index));
    if (typeof head !== 'object' || head === null || Array.isArray(head))
      throw new DamagedResult('The head is damaged');
    return head as DocumentHead;
  }

  /** Pages `from` … `to - 1`. */
  private async readPages<Name extends PagedSection>(
    key: ContentKey,
    index: ResultIndex,
    section: Name,
    from: number,
    to: number,
  ): Promise<AnalysisDocument[Name][number][]> {
    const items: AnalysisDocument[Name][number][] = [];
    for (let page = from; page < to; page += 1) {
      const expected = Math.min(PAGE_ITEMS, index.totals[section] - page * PAGE_ITEMS);
      const piece = await this.readPiece(pageKey(key, index, section, page));
      if (!Array.isArray(piece) || piece.length !== expected) throw new DamagedResult(`${section} ${page} is damaged`);
      items.push(...(piece as AnalysisDocument[Name][number][]));
    }
    return items;
  }

  private async readPiece(key: string): Promise<unknown> {
    const stored = await this.connections.cache.getBuffer(key);
    if (stored === null) throw new DamagedResult(`${key} is missing`);
    try {
      return await decodePiece(stored);
    } catch (error) {
      throw new DamagedResult(`${key} is damaged`, { cause: error });
    }
  }

  private async writePieces(
    key: ContentKey,
    index: ResultIndex,
    { packedHead, sections }: PackedDocument,
    ttlMs: number,
  ): Promise<void> {
    const write = async (name: string, piece: Uint8Array): Promise<void> => {
      await this.connections.cache.set(
        name,
        Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength),
        'PX',
        ttlMs,
      );
    };
    await write(headKey(key, index), packedHead);
    for (const section of PAGED_SECTIONS) {
      const { pages } = sections[section];
      for (let first = 0; first < pages.length; first += PARALLEL_PIECES) {
        const some = pages.slice(first, first + PARALLEL_PIECES);
        await Promise.all(some.map((piece, ahead) => write(pageKey(key, index, section, first + ahead), piece)));
      }
    }
  }

  private async letExpire(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.connections.cache.pexpire(key, REPLACED_LIFE_MS)));
  }

  private async unlink(keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += PAGE_ITEMS) {
      await this.connections.cache.unlink(...keys.slice(start, start + PAGE_ITEMS));
    }
  }
}
