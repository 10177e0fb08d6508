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
 * radare2 and our own readers stop parsing symbols, imports, relocations and strings here: what lies beyond costs memory, and a
 * hostile file has millions. A list of this length says nothing about how many there are.
 */
export const PARSE_LIMIT = 250_000;

/**
 * Of strings, of which there are most, one more than are kept: it says that there are more. Where only the structure is read,
 * radare2 reads no more of anything; symbols, imports and what the loader fills are known from our own reading.
 */
export const STRING_PARSE_LIMIT = 50_001;

/** Characters of one string in a document. */
export const STRING_LIMIT = 4096;

/** What the document says about a list that is not whole; nothing where it is. */
export function truncations(section: keyof typeof CAPS, list: Kept<unknown>): readonly Truncation[] {
  const kept = list.items.length;
  const limit = section === 'strings' ? STRING_PARSE_LIMIT : PARSE_LIMIT;
  const isCountKnown = list.total < limit;
  if (kept === list.total && isCountKnown) return [];
  return [
    {
      section,
      kept,
      ...(isCountKnown && { total: list.total }),
      reason:
        kept < list.total ? `A document holds ${CAPS[section]} of them.` : `No more than ${limit} of them are read.`,
    },
  ];
}
