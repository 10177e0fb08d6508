import type { Address } from '#domain/shared/address';

/** Parts of the card of a function that can be left out. */
export const CARD_PARTS = ['calls', 'imports', 'strings', 'identity', 'code'] as const;
export type CardPart = (typeof CARD_PARTS)[number];

export const MOST_CARDS = 50;

/** An instruction, and what it names. */
export interface CodeLine {
  readonly address: Address;
  readonly text: string;
  /** Of a function or an import. */
  readonly name?: string;
  /** Content of a string. */
  readonly string?: string;
  /** Of memory without a name. */
  readonly place?: Address;
}

/** Other results of the same owner that have the same function. */
export interface CardSeen {
  /** The function's reference, as it was asked for. */
  readonly ref: string;
  readonly results: number;
  /** Of the most alike result that gives it a name; of the most alike where none does. */
  readonly fileName: string;
  /** Its name there; empty where the file gives none. */
  readonly name: string;
}

/** The code of one function, as far as it was read for its card. */
export interface CardCode {
  /** The function's reference, as it was asked for. */
  readonly ref: string;
  readonly listing?: readonly CodeLine[];
  readonly pseudoCode?: readonly string[];
  /** Lines of the whole function. */
  readonly total?: number;
  /** Why there is none. */
  readonly whyNone?: string;
}
