import type { CallTarget, FunctionRelations, StringUse } from '#domain/document/functions';
import type { Place } from '#domain/document/place';
import { PLACE_NAME_LIMIT } from '#domain/document/place';
import { MB } from '#domain/shared/quantities';

export const RELATION_LIMITS = {
  /** Entries of each list of one function. */
  list: 200,
  /** Places of the calls from one function to another. */
  calls: 8,
  /** UTF-16 units. */
  name: PLACE_NAME_LIMIT,
  content: 256,
  /** UTF-16 units of all lists together. */
  document: 64 * MB,
  /** Instructions that are kept with what they use: some 70 bytes each. Beyond them the function alone is known. */
  sites: 500_000,
  /** Calls of which the place is kept: 16 bytes each. Beyond them no place of any is told. */
  callSites: 3_000_000,
  /** Addresses in all lists of users together. */
  users: 1_000_000,
} as const;
/** What an entry takes besides its text. */
const ENTRY = 48;
/** What an address takes in a list of its own. */
const IN_LIST = 3;

type Entry = string | CallTarget | Place | StringUse;
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
      this.allowance -= ENTRY + textOf(entry).length + placesOf(entry);
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

function placesOf(entry: Entry): number {
  if (typeof entry === 'string' || !('at' in entry)) return 0;
  return entry.at.reduce((sum, { length }) => sum + length + IN_LIST, 0);
}
