import { createHash } from 'node:crypto';

import { KB } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 } from '#domain/shared/sha256';
import type { ByteSource } from './byte-source';

const PIECE = 256 * KB;

/** Reads all of it, a piece at a time. @throws what the source throws, and the signal's reason when it aborts. */
export async function hashSource(source: ByteSource, signal: AbortSignal): Promise<Sha256> {
  const hash = createHash('sha256');
  for (let offset = 0; offset < source.size; offset += PIECE) {
    signal.throwIfAborted();
    const piece = await source.read(offset, Math.min(PIECE, source.size - offset));
    if (piece.length === 0) break;
    hash.update(piece);
  }
  return sha256(hash.digest('hex'));
}
