import type { ByteSource } from './byte-source';
import { readWithin } from './byte-source';
import { ByteView } from './byte-view';

const CHUNK = 16_384;
const WORD = 4;

/** The 32-bit words at these offsets, 0 beyond the end: in one pass over the file, however wild their order. */
export async function readScatteredWords(
  source: ByteSource,
  offsets: Iterable<number>,
  littleEndian = true,
): Promise<ReadonlyMap<number, number>> {
  const words = new Map<number, number>();
  for await (const { offset, view, at } of scattered(source, offsets, WORD, littleEndian)) {
    words.set(offset, view.u32(at));
  }
  return words;
}

/**
 * The texts that begin at these offsets and end with a zero: UTF-8, cut off at `longest` bytes. When all of them would take
 * more than `most` bytes, the last ones are left out.
 */
export async function readScatteredTexts(
  source: ByteSource,
  offsets: Iterable<number>,
  { longest, most }: { readonly longest: number; readonly most: number },
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  const decoder = new TextDecoder();
  let total = 0;
  for await (const { offset, view, at } of scattered(source, offsets, longest, true)) {
    const room = view.bytes.subarray(at, at + longest);
    const end = room.indexOf(0);
    const bytes = end === -1 ? room : room.subarray(0, end);
    total += bytes.length;
    if (total > most) break;
    texts.set(offset, decoder.decode(bytes));
  }
  return texts;
}

interface Found {
  readonly offset: number;
  readonly view: ByteView;
  /** Of the offset, in the view. */
  readonly at: number;
}

/** Each offset once, in ascending order, with the bytes around it: `length` behind it, or what of them the file has. */
async function* scattered(
  source: ByteSource,
  offsets: Iterable<number>,
  length: number,
  littleEndian: boolean,
): AsyncGenerator<Found> {
  let view = new ByteView(new Uint8Array(0), littleEndian);
  let start = 0;
  for (const offset of Float64Array.from(new Set(offsets)).sort()) {
    if (!view.covers(offset - start, length)) {
      view = new ByteView(await readWithin(source, offset, CHUNK), littleEndian);
      start = offset;
    }
    yield { offset, view, at: offset - start };
  }
}
