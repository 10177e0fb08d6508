import type { ByteSource } from './byte-source';
import { readWithin } from './byte-source';
import { ByteView } from './byte-view';

/** Entries taken of one table of symbols, imports or exports; a list of this length says nothing about how many there are. */
export const MAX_SYMBOLS = 250_000;
const ENTRIES_PER_READ = 512;

export interface TablePlace {
  /** From the source's start. */
  readonly offset: number;
  readonly entrySize: number;
  readonly count: number;
}

/** The entries that are whole, at most 250,000, in pieces: each read lets others run in between. `at` is the entry's offset in the view. */
export async function readTable<Entry>(
  source: ByteSource,
  { offset, entrySize, count }: TablePlace,
  littleEndian: boolean,
  decode: (view: ByteView, at: number, index: number) => Entry | undefined,
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const wanted = entrySize > 0 ? Math.min(count, MAX_SYMBOLS) : 0;
  for (let first = 0; first < wanted; first += ENTRIES_PER_READ) {
    const length = Math.min(ENTRIES_PER_READ, wanted - first) * entrySize;
    const view = new ByteView(await readWithin(source, offset + first * entrySize, length), littleEndian);
    for (let at = 0, index = first; view.covers(at, entrySize); at += entrySize, index++) {
      const entry = decode(view, at, index);
      if (entry !== undefined) entries.push(entry);
    }
    if (view.length < length) break;
  }
  return entries;
}
