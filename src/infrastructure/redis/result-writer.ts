import type { Redis } from 'ioredis';

import type { PackedDocument } from '#application/ports/result-cache.port';
import { PAGED_SECTIONS } from '#domain/analysis/analysis-document';
import type { ContentKey } from '#domain/analysis/analysis-options';
import { columnsKey, headKey, pageKey } from './result-index';
import type { ResultIndex } from './result-index';

/** What Redis itself needs for a key, about. */
const KEY_BYTES = 150;
const PARALLEL_PIECES = 8;

/** How much was written. */
export interface Written {
  readonly bytes: number;
  readonly plainBytes: number;
}

/** Writes the pieces of one generation, as they were packed. */
export class ResultWriter {
  private bytes = 0;
  private pieces = 0;

  constructor(
    private readonly redis: Redis,
    private readonly lifeMs: number,
  ) {}

  async write(
    key: ContentKey,
    index: ResultIndex,
    { packedHead, sections, plainBytes }: PackedDocument,
  ): Promise<Written> {
    await this.writePiece(headKey(key, index), packedHead);
    for (const section of PAGED_SECTIONS) {
      const { pages, columns } = sections[section];
      for (let first = 0; first < pages.length; first += PARALLEL_PIECES) {
        const some = pages.slice(first, first + PARALLEL_PIECES);
        await Promise.all(
          some.map((piece, ahead) => this.writePiece(pageKey(key, index, section, first + ahead), piece)),
        );
      }
      if (columns !== undefined) await this.writePiece(columnsKey(key, index, section), columns);
    }
    return { bytes: this.bytes, plainBytes: plainBytes + this.pieces * KEY_BYTES };
  }

  private async writePiece(name: string, piece: Uint8Array): Promise<void> {
    const stored = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    await this.redis.set(name, stored, 'PX', this.lifeMs);
    this.bytes += stored.length + KEY_BYTES;
    this.pieces += 1;
  }
}
