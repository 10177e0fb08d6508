import { setImmediate } from 'node:timers/promises';

import type { PackedDocument, PackedSection } from '#application/ports/result-cache.port';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import { PAGED_SECTIONS } from '#domain/document/parts';
import type { ListedCode } from '#domain/listing/listed-code';
import { rankColumns } from '#domain/report/rank-columns';
import { knownFunctions } from '#domain/results/known-functions';
import { RelationColumnsBuilder } from '#domain/results/relation-columns';
import { resultTags } from '#domain/results/result-tags';
import { encodeColumns } from './columns-bytes';
import { encodeKnownFunctions } from './known-functions-bytes';
import { packCode } from './pack-code';
import { PAGE_ITEMS } from './page-items';
import { PieceBatches } from './piece-batches';
import type { PieceEncoder } from './piece-encoder';
import { encodeRanks } from './ranks-bytes';
import { SectionColumnsBuilder } from './section-columns';

/**
 * Cuts the long lists into pages and has each piece encoded. Between items stands a comma and a line break, and nowhere else in a
 * page is a line break: items are told apart without reading them. @throws what `encode` throws.
 */
export async function packDocument(
  document: AnalysisDocument,
  encode: PieceEncoder,
  code?: ListedCode,
): Promise<PackedDocument> {
  const batches = new PieceBatches(encode);
  const packedCode = code && packCode(code, encode);
  packedCode?.catch(() => undefined);
  const head = Object.entries(document).filter(([name]) => !(PAGED_SECTIONS as readonly string[]).includes(name));
  const packedHead = batches.add(Buffer.from(JSON.stringify(Object.fromEntries(head))));
  const sections: [PagedSection, PiecesOfSection][] = [];
  for (const section of PAGED_SECTIONS) sections.push([section, await piecesOf(section, document, batches)]);
  const relations = await relationsOf(document, batches);
  const ranks = batches.add(encodeRanks(rankColumns(document)));
  const known = knownFunctions(document.functions);
  const packedKnown = known.keys.length === 0 ? undefined : batches.add(encodeKnownFunctions(known));
  packedKnown?.catch(() => undefined);
  batches.send();
  return {
    packedHead: await packedHead,
    relations: await relations.piece,
    ranks: await ranks,
    ...(packedKnown !== undefined && { knownFunctions: await packedKnown }),
    sections: Object.fromEntries(
      await Promise.all(sections.map(async ([section, pieces]) => [section, await packed(pieces)] as const)),
    ) as PackedDocument['sections'],
    tags: resultTags(document),
    plainBytes: batches.plainBytes + (code?.bytes.length ?? 0),
    ...(packedCode !== undefined && { code: await packedCode }),
  };
}

/** The piece once it is encoded: what is awaited is its making. */
async function relationsOf(
  document: AnalysisDocument,
  batches: PieceBatches,
): Promise<{ readonly piece: Promise<Uint8Array> }> {
  const builder = new RelationColumnsBuilder(document);
  for (let first = 0; first < document.functions.length; first += PAGE_ITEMS) {
    await setImmediate();
    builder.add(document.functions.slice(first, first + PAGE_ITEMS));
  }
  return { piece: batches.add(encodeColumns(builder.finish())) };
}

interface PiecesOfSection {
  readonly total: number;
  readonly pages: readonly Promise<Uint8Array>[];
  /** Absent where there is nothing to search. */
  readonly columns?: Promise<Uint8Array>;
}

async function piecesOf<Name extends PagedSection>(
  section: Name,
  document: Pick<AnalysisDocument, Name>,
  batches: PieceBatches,
): Promise<PiecesOfSection> {
  const items = document[section];
  const pages: Promise<Uint8Array>[] = [];
  if (items.length === 0) return { total: 0, pages };
  const columns = new SectionColumnsBuilder(section, items.length);
  for (let first = 0; first < items.length; first += PAGE_ITEMS) {
    // A page keeps the event loop for about a millisecond; others have their turn in between.
    await setImmediate();
    await batches.room();
    const own = items.slice(first, first + PAGE_ITEMS);
    columns.add(own);
    pages.push(batches.add(Buffer.from(own.map((item) => JSON.stringify(item)).join(',\n'))));
  }
  return { total: items.length, pages, columns: batches.add(encodeColumns(columns.finish())) };
}

async function packed({ total, pages, columns }: PiecesOfSection): Promise<PackedSection> {
  return { total, pages: await Promise.all(pages), ...(columns !== undefined && { columns: await columns }) };
}
