import type { ByteSource } from '#domain/bytes/byte-source';
import type { MemoryMap } from '#domain/bytes/memory-map';
import { readScatteredWords } from '#domain/bytes/scattered-words';
import type { RawReach } from './start-table';

const WORD = 4;

/**
 * Those of a program's pointers into 32-bit ARM code that lead to a function. An odd one does: only addresses of functions carry
 * the mark of Thumb code. An even one may be a label that a computed jump goes to, and counts where code shows a function's
 * first instruction, or the one before returns. @param map from memory to file.
 */
export async function armFunctionPointers(
  source: ByteSource,
  pointers: readonly bigint[],
  map: MemoryMap,
): Promise<readonly RawReach[]> {
  const thumb = pointers.filter((each) => (each & 1n) === 1n);
  const even = pointers.filter((each) => (each & 3n) === 0n);
  const places = new Map(
    even.flatMap((each) => {
      const place = map.locate(each);
      return place === undefined || place.offset < WORD ? [] : [[each, place.offset] as const];
    }),
  );
  const offsets = [...places.values()];
  const words = await readScatteredWords(source, [...offsets, ...offsets.map((offset) => offset - WORD)]);
  const arm = [...places].filter(([, offset]) => {
    return savesReturnAddress(words.get(offset) ?? 0) || returns(words.get(offset - WORD) ?? 0);
  });
  return [
    ...thumb.map((each) => ({ address: each & ~1n, by: 'pointer', mode: 'thumb' }) as const),
    ...arm.map(([each]) => ({ address: each, by: 'pointer', mode: 'arm' }) as const),
  ];
}

/** `push {…, lr}`, also where that is the only register. */
function savesReturnAddress(word: number): boolean {
  return (word & 0xffff_4000) >>> 0 === 0xe92d_4000 || word === 0xe52d_e004;
}

/** `bx lr`, `pop {…, pc}`, also where that is the only register. */
function returns(word: number): boolean {
  return word === 0xe12f_ff1e || (word & 0xffff_8000) >>> 0 === 0xe8bd_8000 || word === 0xe49d_f004;
}
