import type { PackedDocument } from '#application/ports/result-cache.port';
import type { AnalysisDocument, DocumentHead } from '#domain/document/analysis-document';
import { PAGED_SECTIONS } from '#domain/document/parts';
import { decodePiece } from '#infrastructure/packing/piece';

/** What was packed, as it was before. */
export async function unpackDocument({ packedHead, sections }: PackedDocument): Promise<AnalysisDocument> {
  const lists: Record<string, unknown> = {};
  for (const section of PAGED_SECTIONS) {
    const pages = await Promise.all(sections[section].pages.map(unpack));
    lists[section] = pages.flatMap((items) => JSON.parse(`[${items}]`) as unknown[]);
  }
  return { ...(JSON.parse(await unpack(packedHead)) as DocumentHead), ...lists } as AnalysisDocument;
}

async function unpack(piece: Uint8Array): Promise<string> {
  return (await decodePiece(Buffer.from(piece))).toString();
}
