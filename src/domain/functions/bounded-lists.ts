import type { FunctionRelations, StringUse } from '#domain/document/functions';
import type { Place } from '#domain/document/place';
import { MB } from '#domain/shared/quantities';

export const RELATION_LIMITS = {
  /** Entries of each list of one function. */
  list: 200,
  /** UTF-16 units. */
  name: 128,
  content: 256,
  /** UTF-16 units of all lists together. */
  document: 64 * MB,
  /** Instructions that are kept with what they use: some 70 bytes each. Beyond them the function alone is known. */
  sites: 500_000,
} as const;
/** What an entry takes besides its text. */
const ENTRY = 48;

type Entry = string | Place | StringUse;
type Totals = Partial<Record<keyof NonNullable<FunctionRelations['totals']>, number>>;

/** Makes the lists of a document, each as long as it may be and all together within a limit; counts what is left out. */
export class BoundedLists {
  total = 0;
  kept = 0;

  constructor(private allowance: number = RELATION_LIMITS.document) {}

  /** @param totals gets the true length of a list that is cut. */
  make<Key, Item extends Entry>(
    totals: Totals,
    name: keyof Totals,
    keys: readonly Key[],
    entryOf: (key: Key) => Item,
  ): readonly Item[] {
    const entries: Item[] = [];
    for (const key of keys.slice(0, RELATION_LIMITS.list)) {
      const entry = entryOf(key);
      this.allowance -= ENTRY + textOf(entry).length;
      if (this.allowance < 0) break;
      entries.push(entry);
    }
    this.total += keys.length;
    this.kept += entries.length;
    if (entries.length < keys.length) totals[name] = keys.length;
    return entries;
  }
}

function textOf(entry: Entry): string {
  if (typeof entry === 'string') return entry;
  return 'name' in entry ? entry.name : entry.content;
}
