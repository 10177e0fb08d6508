import { setImmediate } from 'node:timers/promises';

import type { PackedDocument, PackedSection } from '#application/ports/result-cache.port';
import { PAGED_SECTIONS } from '#domain/analysis/analysis-document';
import type { AnalysisDocument, PagedSection } from '#domain/analysis/analysis-document';
import { resultTags } from '#domain/analysis/result-tags';
import { SectionColumnsBuilder, encodeColumns } from '#infrastructure/search/section-columns';
import { PieceEncoder } from './piece-encoder';
import { PAGE_ITEMS } from './result-index';

/** So many wait to be compressed while others are made. */
const PARALLEL_PIECES = 16;

/**
 * Cuts the long lists into pages and compresses each piece, where `compression` says so and it pays. Between items stands a comma
 * and a line break, and nowhere else in a page is a line break: items are told apart without reading them.
 */
export async function packDocument(document: AnalysisDocument, compression: boolean): Promise<PackedDocument> {
  const head = Object.entries(document).filter(([name]) => !(PAGED_SECTIONS as readonly string[]).includes(name));
  const packer = new Packer(compression);
  const packers = PAGED_SECTIONS.map((section) => [section, new Packer(compression)] as const);
  try {
    // All at once: while the columns of one, a large piece, are compressed, pages of the others are made.
    const [packedHead, ...sections] = await Promise.all([
      packer.piece(Buffer.from(JSON.stringify(Object.fromEntries(head)))),
      ...packers.map(async ([section, own]) => [section, await own.section(section, document)] as const),
    ]);
    return {
      packedHead,
      sections: Object.fromEntries(sections) as PackedDocument['sections'],
      tags: resultTags(document),
      plainBytes: packers.reduce((sum, [, { plainBytes }]) => sum + plainBytes, packer.plainBytes),
    };
  } finally {
    for (const each of [packer, ...packers.map(([, own]) => own)]) each.close();
  }
}

/** Makes pieces one after the other. */
class Packer {
  plainBytes = 0;
  private readonly encoder: PieceEncoder;

  constructor(compression: boolean) {
    this.encoder = new PieceEncoder(compression);
  }

  async section<Name extends PagedSection>(
    section: Name,
    document: Pick<AnalysisDocument, Name>,
  ): Promise<PackedSection> {
    const items = document[section];
    const pages: Uint8Array[] = [];
    if (items.length === 0) return { total: 0, pages };
    const columns = new SectionColumnsBuilder(section, items.length);
    const underWay: Promise<Uint8Array>[] = [];
    for (let first = 0; first < items.length; first += PAGE_ITEMS) {
      // A page keeps the event loop for about a millisecond; others have their turn in between.
      await setImmediate();
      const own = items.slice(first, first + PAGE_ITEMS);
      columns.add(own);
      const piece = this.piece(Buffer.from(own.map((item) => JSON.stringify(item)).join(',\n')));
      // Whether it failed is asked when its turn comes, unless one before it has failed.
      piece.catch(() => undefined);
      underWay.push(piece);
      if (underWay.length < PARALLEL_PIECES) continue;
      const done = await underWay.shift();
      if (done !== undefined) pages.push(done);
    }
    pages.push(...(await Promise.all(underWay)));
    return { total: items.length, pages, columns: await this.piece(encodeColumns(columns.finish())) };
  }

  piece(plain: Buffer): Promise<Uint8Array> {
    this.plainBytes += plain.length;
    return this.encoder.encode(plain);
  }

  close(): void {
    this.encoder.close();
  }
}
