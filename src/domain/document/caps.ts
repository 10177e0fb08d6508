import type { Kept } from './kept';
import type { Truncation } from './parts';

/** The most of each list that a document holds. */
export const CAPS = {
  functions: 100_000,
  strings: 50_000,
  imports: 50_000,
  exports: 50_000,
  sections: 50_000,
  resources: 1_000,
} as const;

/**
 * radare2 and our own readers stop parsing symbols, imports and relocations here: what lies beyond costs memory, and a hostile file
 * has millions. A list of this length says nothing about how many there are. Strings are all counted.
 */
export const PARSE_LIMIT = 250_000;

/** Characters of one string in a document. */
export const STRING_LIMIT = 4096;

/** What the document says about a list that is not whole; nothing where it is. */
export function truncations(section: keyof typeof CAPS, list: Kept<unknown>): readonly Truncation[] {
  const kept = list.items.length;
  const isCountKnown = section === 'strings' || list.total < PARSE_LIMIT;
  if (kept === list.total && isCountKnown) return [];
  return [
    {
      section,
      kept,
      ...(isCountKnown && { total: list.total }),
      reason:
        kept < list.total
          ? `A document holds ${CAPS[section]} of them.`
          : `No more than ${PARSE_LIMIT} of them are read.`,
    },
  ];
}
