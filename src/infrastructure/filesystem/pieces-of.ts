import type { ByteSource } from '#domain/bytes/byte-source';
import { KB } from '#domain/shared/quantities';

const PIECE = 256 * KB;

/** A source from its first byte to its last, for what takes a stream. @throws Error when it ends before. */
export async function* piecesOf(source: ByteSource): AsyncGenerator<Uint8Array, void> {
  for (let offset = 0; offset < source.size;) {
    const piece = await source.read(offset, Math.min(PIECE, source.size - offset));
    if (piece.length === 0) throw new Error(`The file has ended at ${offset} of ${source.size} bytes`);
    yield piece;
    offset += piece.length;
  }
}
