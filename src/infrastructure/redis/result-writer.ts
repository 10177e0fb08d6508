import type { Redis } from 'ioredis';
import { setImmediate } from 'node:timers/promises';

import { PAGED_SECTIONS } from '#domain/analysis/analysis-document';
import type { AnalysisDocument, PagedSection } from '#domain/analysis/analysis-document';
import type { ContentKey } from '#domain/analysis/analysis-options';
import { SectionColumnsBuilder, encodeColumns } from '#infrastructure/search/section-columns';
import { PAGE_ITEMS, columnsKey, headKey, pageKey, pagesOf } from './result-index';
import type { ResultIndex } from './result-index';
import { encodePiece } from './result-piece';

/** What Redis itself needs for a key, about. */
const KEY_BYTES = 150;
const PARALLEL_PIECES = 8;

/** How much was written. */
export interface Written {
  readonly bytes: number;
  readonly plainBytes: number;
}

/**
 * Writes the pieces of one generation. Between items stands a comma and a line break, and nowhere else in a page is a line break:
 * items are told apart without reading them.
 */
export class ResultWriter {
  private bytes = 0;
  private plainBytes = 0;

  constructor(
    private readonly redis: Redis,
    private readonly compression: boolean,
    private readonly lifeMs: number,
  ) {}

  async write(key: ContentKey, index: ResultIndex, document: AnalysisDocument): Promise<Written> {
    const head = Object.entries(document).filter(([name]) => !(PAGED_SECTIONS as readonly string[]).includes(name));
    const isShort = (section: PagedSection): boolean => pagesOf(index, section) <= PARALLEL_PIECES;
    // Side by side: the job that waits for a small result waits for one round trip, not for one after the other.
    await Promise.all([
      this.writePiece(headKey(key, index), Buffer.from(JSON.stringify(Object.fromEntries(head)))),
      ...PAGED_SECTIONS.filter(isShort).map((section) => this.writeSection(key, index, section, document)),
    ]);
    for (const section of PAGED_SECTIONS) {
      if (!isShort(section)) await this.writeSection(key, index, section, document);
    }
    return { bytes: this.bytes, plainBytes: this.plainBytes };
  }

  private async writeSection<Name extends PagedSection>(
    key: ContentKey,
    index: ResultIndex,
    section: Name,
    document: Pick<AnalysisDocument, Name>,
  ): Promise<void> {
    const items = document[section];
    if (items.length === 0) return;
    const columns = new SectionColumnsBuilder(section, items.length);
    const pages = pagesOf(index, section);
    for (let first = 0; first < pages; first += PARALLEL_PIECES) {
      const some: Promise<void>[] = [];
      for (let page = first; page < Math.min(pages, first + PARALLEL_PIECES); page += 1) {
        // A page keeps the event loop for about a millisecond; others have their turn in between.
        await setImmediate();
        const own = items.slice(page * PAGE_ITEMS, (page + 1) * PAGE_ITEMS);
        columns.add(own);
        const text = own.map((item) => JSON.stringify(item)).join(',\n');
        some.push(this.writePiece(pageKey(key, index, section, page), Buffer.from(text)));
      }
      await Promise.all(some);
    }
    await this.writePiece(columnsKey(key, index, section), encodeColumns(columns.finish()));
  }

  private async writePiece(name: string, plain: Buffer): Promise<void> {
    const stored = await encodePiece(plain, this.compression);
    await this.redis.set(name, stored, 'PX', this.lifeMs);
    this.bytes += stored.length + KEY_BYTES;
    this.plainBytes += plain.length + KEY_BYTES;
  }
}
