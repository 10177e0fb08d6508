import type { PackedDocument } from '#application/ports/result-cache.port';
import { PAGED_SECTIONS } from '#domain/analysis/analysis-document';
import type { AnalysisDocument, DocumentHead } from '#domain/analysis/analysis-document';
import { decodePiece } from '#infrastructure/redis/result-piece';

/** What was packed, as it was before. */
export async function unpackDocument({ packedHead, sections }: PackedDocument): Promise<AnalysisDocument> {
  const lists: Record<string, unknown> = {};
  for (const section of PAGED_SECTIONS) {
    lists[section] = (await Promise.all(sections[section].pages.map(unpack))).flat();
  }
  return { ...((await unpack(packedHead)) as DocumentHead), ...lists } as AnalysisDocument;
}

function unpack(piece: Uint8Array): Promise<unknown> {
  return decodePiece(Buffer.from(piece));
}
