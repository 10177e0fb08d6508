import type { ElfFile } from './elf-file';

/** Bytes of an entry of buckets and chains, and of the four numbers before them. */
const WORD = 4;
const HEADER = 16;
const WORDS_PER_READ = 4096;
/** As many as symbols are read of one table. */
const MAX_WORDS = 250_000;

/** What DT_GNU_HASH shows of the table of symbols. Source: the description of the format that binutils and glibc share. */
export interface GnuHash {
  /** Index of the first symbol that can be looked up; all that are looked up elsewhere stand before it, if the linker says it at all. */
  readonly first: number;
  /** Index behind the last symbol that can be looked up, 0 when none can. */
  readonly end: number;
}

/** `undefined` where there is no table. @throws what the source throws. */
export async function readGnuHash(file: ElfFile, address: bigint | undefined): Promise<GnuHash | undefined> {
  const place = file.locate(address);
  if (place === undefined) return undefined;
  const header = await file.read(place.offset, HEADER);
  if (!header.covers(0, HEADER)) return undefined;
  const [buckets, first, filterWords] = [header.u32(0), header.u32(4), header.u32(8)];
  const bucketsAt = place.offset + HEADER + filterWords * file.word;
  const last = await largestWord(file, bucketsAt, buckets);
  if (last < first || last === 0) return { first, end: 0 };
  const chain = bucketsAt + buckets * WORD + (last - first) * WORD;
  return { first, end: last + (await lengthOfChain(file, chain)) };
}

/** Each bucket has the first symbol of its chain; the chains follow one another. */
async function largestWord(file: ElfFile, offset: number, count: number): Promise<number> {
  let largest = 0;
  const wanted = Math.min(count, MAX_WORDS);
  for (let first = 0; first < wanted; first += WORDS_PER_READ) {
    const view = await file.read(offset + first * WORD, Math.min(WORDS_PER_READ, wanted - first) * WORD);
    for (let at = 0; view.covers(at, WORD); at += WORD) largest = Math.max(largest, view.u32(at));
  }
  return largest;
}

/** The last of a chain is odd. */
async function lengthOfChain(file: ElfFile, offset: number): Promise<number> {
  for (let first = 0; first < MAX_WORDS; first += WORDS_PER_READ) {
    const view = await file.read(offset + first * WORD, WORDS_PER_READ * WORD);
    for (let at = 0; view.covers(at, WORD); at += WORD) if ((view.u32(at) & 1) === 1) return first + at / WORD + 1;
    if (view.length === 0) break;
  }
  return 0;
}
