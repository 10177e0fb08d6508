import type { PackedDocument, PackedSection } from '#application/ports/result-cache.port';
import { PAGED_SECTIONS } from '#domain/analysis/analysis-document';
import type { AnalysisDocument, PagedSection } from '#domain/analysis/analysis-document';
import { PAGE_ITEMS } from './result-index';
import { encodePiece } from './result-piece';

const PARALLEL_PIECES = 4;

/** Cuts the long lists into pages and compresses each piece, where `compression` says so and it pays. */
export async function packDocument(document: AnalysisDocument, compression: boolean): Promise<PackedDocument> {
  const { functions, strings, imports, exports, sections, decompiled, ...head } = document;
  const lists = { functions, strings, imports, exports, sections, decompiled };
  const packed: Partial<Record<PagedSection, PackedSection>> = {};
  for (const section of PAGED_SECTIONS) packed[section] = await packSection(lists[section], compression);
  return {
    packedHead: await encodePiece(head, compression),
    sections: packed as PackedDocument['sections'],
  };
}

async function packSection(items: readonly unknown[], compression: boolean): Promise<PackedSection> {
  const pages: Uint8Array[] = [];
  for (let start = 0; start < items.length; start += PARALLEL_PIECES * PAGE_ITEMS) {
    const some = Array.from({ length: PARALLEL_PIECES }, (_, ahead) => start + ahead * PAGE_ITEMS);
    const encoded = some
      .filter((at) => at < items.length)
      .map((at) => encodePiece(items.slice(at, at + PAGE_ITEMS), compression));
    pages.push(...(await Promise.all(encoded)));
  }
  return { total: items.length, pages };
}
