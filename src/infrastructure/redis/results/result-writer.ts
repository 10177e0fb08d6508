import type { Redis } from 'ioredis';

import type { PackedDocument } from '#application/ports/result-cache.port';
import { PAGED_SECTIONS } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { ResultIndex } from './result-index';
import { codeKey, columnsKey, headKey, knownFunctionsKey, pageKey, ranksKey, relationsKey } from './result-index';

/** What Redis itself needs for a key, about. */
export const KEY_BYTES = 150;
const PARALLEL_PIECES = 32;

/** How much was written. */
export interface Written {
  readonly bytes: number;
  readonly plainBytes: number;
}

/** Writes the pieces of one generation, as they were packed. */
export class ResultWriter {
  private bytes = 0;

  constructor(
    private readonly redis: Redis,
    private readonly lifeMs: number,
  ) {}

  async write(key: ContentKey, index: ResultIndex, document: PackedDocument): Promise<Written> {
    const pieces = [...piecesOf(key, index, document)];
    // Side by side: who waits for a small result waits for one round trip, and a large one does not fill the connection.
    for (let first = 0; first < pieces.length; first += PARALLEL_PIECES) {
      const some = pieces.slice(first, first + PARALLEL_PIECES);
      await Promise.all(some.map(([name, piece]) => this.writePiece(name, piece)));
    }
    return { bytes: this.bytes, plainBytes: document.plainBytes + pieces.length * KEY_BYTES };
  }

  private async writePiece(name: string, piece: Uint8Array): Promise<void> {
    const stored = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    await this.redis.set(name, stored, 'PX', this.lifeMs);
    this.bytes += stored.length + KEY_BYTES;
  }
}

function* piecesOf(
  key: ContentKey,
  index: ResultIndex,
  { packedHead, relations, ranks, knownFunctions, sections, code }: PackedDocument,
): Generator<readonly [name: string, piece: Uint8Array]> {
  yield [headKey(key, index), packedHead];
  if (relations !== undefined) yield [relationsKey(key, index), relations];
  if (ranks !== undefined) yield [ranksKey(key, index), ranks];
  if (knownFunctions !== undefined) yield [knownFunctionsKey(key, index), knownFunctions];
  for (const section of PAGED_SECTIONS) {
    const { pages, columns } = sections[section];
    for (const [page, piece] of pages.entries()) yield [pageKey(key, index, section, page), piece];
    if (columns !== undefined) yield [columnsKey(key, index, section), columns];
  }
  if (code === undefined) return;
  yield [codeKey(key, index, 'index'), code.index];
  for (const [chunk, piece] of code.chunks.entries()) yield [codeKey(key, index, chunk), piece];
}
