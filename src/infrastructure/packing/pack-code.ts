import { deserialize, serialize } from 'node:v8';

import type { PackedCode } from '#application/ports/result-cache.port';
import type { CodeIndex, ListedCode } from '#domain/listing/listed-code';
import { chunkOf } from '#domain/listing/listed-code';
import type { PieceEncoder } from './piece-encoder';

/** Columns of the index that rise by little: differences are smaller. */
const RISING = ['places', 'firsts', 'pieces'] as const;
/** Chunks encoded in one go. */
const BATCH = 32;

/** Has the code of functions encoded as it is, chunk by chunk, beside all else. @throws what `encode` throws. */
export async function packCode(code: ListedCode, encode: PieceEncoder): Promise<PackedCode> {
  const { index } = code;
  const rising = RISING.map((name) => [name, differences(index[name])]);
  const plain = serialize({ ...index, ...(Object.fromEntries(rising) as object) });
  const [packedIndex = new Uint8Array()] = await encode([plain], true);
  const chunks: Uint8Array[] = [];
  for (let first = 0; first < index.chunks.length; first += BATCH) {
    // Each by itself: who encodes it may take its memory.
    const some = Array.from(index.chunks.subarray(first, first + BATCH), (chunk) => chunkOf(code, chunk).slice());
    chunks.push(...(await encode(some, true)));
  }
  return { index: packedIndex, chunks };
}

/** Of bytes whose checksum was right: nobody else writes them. */
export function decodeCodeIndex(stored: Uint8Array): CodeIndex {
  const index = deserialize(stored) as CodeIndex;
  const rising = RISING.map((name) => [name, sums(index[name])]);
  return { ...index, ...(Object.fromEntries(rising) as Pick<CodeIndex, (typeof RISING)[number]>) };
}

function differences(numbers: Int32Array): Int32Array {
  return numbers.map((each, at) => each - (numbers[at - 1] ?? 0));
}

function sums(numbers: Int32Array): Int32Array {
  let sum = 0;
  return numbers.map((each) => (sum = (sum + each) | 0));
}
