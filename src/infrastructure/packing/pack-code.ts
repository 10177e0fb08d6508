import { deserialize, serialize } from 'node:v8';

import type { PackedCode } from '#application/ports/result-cache.port';
import type { CodeIndex, ListedCode } from '#domain/listing/listed-code';
import { chunkOf } from '#domain/listing/listed-code';
import type { PieceBatches } from './piece-batches';

/** Has the code of functions encoded as it is, chunk by chunk. @throws what encoding throws. */
export async function packCode(code: ListedCode, batches: PieceBatches): Promise<PackedCode> {
  const index = batches.add(serialize(code.index));
  const chunks: Promise<Uint8Array>[] = [];
  for (const chunk of code.index.chunks) {
    await batches.room();
    // By itself: who encodes it may take its memory.
    chunks.push(batches.add(chunkOf(code, chunk).slice()));
  }
  batches.send();
  return { index: await index, chunks: await Promise.all(chunks) };
}

/** Of bytes whose checksum was right: nobody else writes them. */
export function decodeCodeIndex(stored: Uint8Array): CodeIndex {
  return deserialize(stored) as CodeIndex;
}
