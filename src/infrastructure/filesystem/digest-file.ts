import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

import { KB } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 } from '#domain/shared/sha256';

/** Read and hashed in one go, about 0.2 ms; others have their turn in between. */
const PIECE = 256 * KB;

/**
 * Of the first `size` bytes, or of all where there are fewer: 1.5 GB/s where the processor has instructions for it.
 * @throws what reading throws, and the signal's reason when it aborts.
 */
export async function digestFile(file: FileHandle, size: number, signal?: AbortSignal): Promise<Sha256> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafeSlow(Math.min(PIECE, size));
  for (let offset = 0; offset < size;) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, size - offset), offset);
    if (bytesRead === 0) break;
    hash.update(piece.subarray(0, bytesRead));
    offset += bytesRead;
  }
  return sha256(hash.digest('hex'));
}
