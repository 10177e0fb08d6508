import type { ImportCategory } from '#domain/document/import-category';
import { shortened } from './shorten';

/** In the order in which a report shows them. */
export const REPORT_KINDS = [
  'identity',
  'self_description',
  'capability',
  'finding',
  'import_use',
  'function',
  'string',
  'export',
  'section',
  'resource',
] as const;

/** Those of other answers as well: lines of cards, differences of results, results alike, chains of calls. */
export const FACT_KINDS = [...REPORT_KINDS, 'card', 'change', 'similar', 'path'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** What a fact has to do with, in the words of the categories of imports: what `focus` and `tag:` ask for. */
export type FactTag = ImportCategory;

/** Characters of a line, without its reference: names of the sample may be long, and of all its names there may be many. */
const LONGEST_LINE = 480;

/** Whose words a text is made of: with `sample`, some are the file's own, and data whatever they say. */
export const ORIGINS = ['sample', 'analysis'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Words of one line, without its reference. */
export interface FactText {
  /** One line: words and addresses of ours, and text of the sample as `SampleText` writes it. */
  readonly text: string;
  readonly origin: Origin;
  /** It begins with the address that its reference names, or needs none. */
  readonly isAddressed?: boolean;
  /** In a line, its reference stands before it: so it need not say its name. */
  readonly isLed?: boolean;
}

/** One thing that is known of a file, in one line that can be understood alone. */
export interface Fact extends FactText {
  /** What it is asked for by: `fn:0x401000`, `str:0x402010`, `imp:WS2_32.connect`, `find:rule-id`, `sec:.text`. */
  readonly ref: string;
  readonly kind: FactKind;
}

/** Facts of one kind, each made when it is asked for: there may be 100,000. */
export interface FactSource {
  readonly kind: FactKind;
  readonly count: number;
  /** Its places are from the most telling on: nothing is left to be ordered. */
  readonly isOrdered?: boolean;
  /** The higher, the sooner it is shown; see `fact-scores.ts`. */
  score(index: number): number;
  hasTag(index: number, tag: FactTag): boolean;
  ref(index: number): string;
  text(index: number): FactText;
}

export function factAt(source: FactSource, index: number): Fact {
  const { text, ...words } = source.text(index);
  const line = text.length > LONGEST_LINE ? shortened(text, LONGEST_LINE) : text;
  return { ref: source.ref(index), kind: source.kind, text: line, ...words };
}

/** The fact as a line of text: it ends in its reference unless it begins with that, or its address. */
export function lineOf({ text, ref, isAddressed = false, isLed = false }: Fact): string {
  if (isLed) return text === '' ? ref : `${ref} ${text}`;
  return isAddressed ? text : `${text} {${ref}}`;
}
