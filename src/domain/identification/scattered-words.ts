import type { ByteSource } from './byte-source';
import { readWithin } from './byte-source';
import { ByteView } from './byte-view';

const CHUNK = 16_384;
const WORD = 4;

/** The little-endian 32-bit words at these offsets, 0 beyond the end: in one pass over the file, however wild their order. */
export async function readScatteredWords(
  source: ByteSource,
  offsets: Iterable<number>,
): Promise<ReadonlyMap<number, number>> {
  const words = new Map<number, number>();
  let chunk = new ByteView(new Uint8Array(0), true);
  let start = 0;
  for (const offset of Float64Array.from(new Set(offsets)).sort()) {
    if (!chunk.covers(offset - start, WORD)) {
      chunk = new ByteView(await readWithin(source, offset, CHUNK), true);
      start = offset;
    }
    words.set(offset, chunk.u32(offset - start));
  }
  return words;
}
