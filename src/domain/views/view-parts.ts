import type { Words } from './shown-words';

/**
 * Why something is not told. `unknown`: nobody looked; `unfinished`: who looked is not done, or did not come to the end; `absent`:
 * looked for, and the file has none. Three different things, which a reader must never take for one another.
 */
export const GAP_STATES = ['unknown', 'unfinished', 'absent'] as const;
export type GapState = (typeof GAP_STATES)[number];

export interface Gap {
  readonly state: GapState;
  /** A sentence, in words of ours. */
  readonly text: string;
}

/** Names a thing that the same view shows; letters, digits and hyphens, none of them the sample's. */
export type Anchor = string;

/** Words that may lead to where the view shows what they name. */
export interface Linked {
  readonly words: Words;
  readonly to?: Anchor;
  /** A word of ours before it. */
  readonly before?: string;
}

/** Several of them, one after the other. */
export type Cell = readonly Linked[];

export interface ViewRow {
  readonly anchor?: Anchor;
  /** As many as the table has columns. */
  readonly cells: readonly Cell[];
}

/** A list with how much of it is shown. */
export interface ViewTable {
  /** Of the part of the view: letters and hyphens. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly ViewRow[];
  /** How many there are, as far as the document has them. */
  readonly total: number;
  /** In which order the rows are, where not all are shown. */
  readonly order: string;
  /** Why there are none, or not all. */
  readonly gaps: readonly Gap[];
}

/** A fact by its name. */
export interface NamedFact {
  readonly name: string;
  readonly value: Cell;
}

export function plain(words: Words): Cell {
  return [{ words }];
}

export function plainOrNone(words: Words | undefined): Cell {
  return words === undefined ? [] : [{ words }];
}
