import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { itemPattern } from '#domain/patterns/text-filter';
import { DomainError } from '#domain/shared/domain-error';
import type { FactTag } from './fact';

export const LONGEST_QUERY = 400;
export const MOST_TERMS = 16;

const FIELDS = ['tag', 'uses', 'refs', 'calls', 'calledby', 'type', 'lib', 'named'] as const;
export const MEASURES = ['cc', 'callers', 'size'] as const;
export type Measure = (typeof MEASURES)[number];
type Field = (typeof FIELDS)[number];

/** A text or a pattern that is looked for in others. */
export interface Sought {
  /** As it was written, without quotation marks; of a pattern, its source. */
  readonly text: string;
  readonly isPattern: boolean;
  /** Whether it is within `subject`: a text in any case of letters. */
  isIn(subject: string): boolean;
}

/** One condition of a search. */
export type Term = { readonly isNegated: boolean } & (
  | { readonly by: 'text' | 'uses' | 'refs' | 'lib'; readonly sought: Sought }
  | { readonly by: 'calls' | 'calledby'; readonly reference: string }
  | { readonly by: 'type'; readonly type: string }
  | { readonly by: 'tag'; readonly tag: FactTag }
  | { readonly by: 'named'; readonly isNamed: boolean }
  | { readonly by: 'measure'; readonly measure: Measure; readonly fits: (value: number) => boolean }
);
type TermKind = Term extends infer One ? (One extends Term ? Omit<One, 'isNegated'> : never) : never;

const TERM =
  /^(?<minus>-?)(?:(?<field>[a-z]+):)?(?:"(?<quoted>(?:[^"\\]|\\.)*)"|\/(?<pattern>(?:[^/\\]|\\.)+)\/(?<flag>i?)|(?<word>\S+))(?=\s|$)/su;
const COMPARISON = /^(?<measure>[a-z]+)(?<sign>[<>]=?|=)(?<bound>\d{1,9})$/u;
const COMPARE: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '=': (value, bound) => value === bound,
};

/** Reads a query: terms with blanks between, all of which must hold. @throws DomainError `INVALID_OPTION`. */
export function parseSearch(query: string, patterns: PatternEngine): readonly Term[] {
  if (query.length > LONGEST_QUERY) throw wrongQuery(`must have at most ${LONGEST_QUERY} characters`);
  const terms: Term[] = [];
  for (let rest = query.trimStart(); rest !== '';) {
    const { 0: term = rest, groups = {} } = TERM.exec(rest) ?? {};
    if (terms.length === MOST_TERMS) throw wrongQuery(`must have at most ${MOST_TERMS} terms`);
    terms.push({ isNegated: groups['minus'] === '-', ...termOf(groups, patterns) });
    rest = rest.slice(term.length).trimStart();
  }
  if (terms.length === 0) throw wrongQuery('must have a term');
  return terms;
}

type Groups = Readonly<Record<string, string | undefined>>;

function termOf(groups: Groups, patterns: PatternEngine): TermKind {
  const { field, word } = groups;
  if (word?.startsWith('"') === true) throw wrongQuery('has quotation marks that do not end where the term ends');
  if (field === undefined) return wordTerm(groups, patterns);
  if (isField(field)) return fieldTerm(field, groups, patterns);
  // An address of the net, a name of C++: no field, though it looks like one.
  if (word !== undefined && /^(?:\/\/|:)/.test(word)) return wordTerm({ word: `${field}:${word}` }, patterns);
  throw wrongQuery(
    `has ${JSON.stringify(`${field}:`)}, which is none of ${FIELDS.map((each) => `${each}:`).join(' ')}`,
  );
}

function isField(text: string): text is Field {
  return (FIELDS as readonly string[]).includes(text);
}

function wordTerm(groups: Groups, patterns: PatternEngine): TermKind {
  const { measure = '', sign = '', bound } = COMPARISON.exec(groups['word'] ?? '')?.groups ?? {};
  if (isField(groups['word']?.replace(/:$/, '') ?? '') && groups['word']?.endsWith(':') === true)
    throw wrongQuery(`has ${groups['word']} with nothing behind it`);
  if (bound === undefined) return { by: 'text', sought: soughtIn(groups, patterns) };
  if (!isMeasure(measure))
    throw wrongQuery(`compares ${JSON.stringify(measure)}, which is none of ${MEASURES.join(' ')}`);
  return { by: 'measure', measure, fits: (value) => COMPARE[sign]?.(value, Number(bound)) === true };
}

function isMeasure(text: string): text is Measure {
  return (MEASURES as readonly string[]).includes(text);
}

function fieldTerm(field: Field, groups: Groups, patterns: PatternEngine): TermKind {
  const sought = soughtIn(groups, patterns);
  switch (field) {
    case 'uses':
    case 'refs':
    case 'lib':
      return { by: field, sought };
    case 'calls':
    case 'calledby':
      return { by: field, reference: sought.text };
    case 'type':
      return { by: 'type', type: sought.text };
    case 'tag':
      return { by: 'tag', tag: oneOf(IMPORT_CATEGORIES, sought.text, 'tag:') };
    case 'named':
      return { by: 'named', isNamed: oneOf(['yes', 'no'], sought.text, 'named:') === 'yes' };
  }
}

/** @throws DomainError `INVALID_OPTION`, with all choices. */
export function oneOf<Choice extends string>(choices: readonly Choice[], text: string, prefix: string): Choice {
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw wrongQuery(`has ${prefix} with none of ${choices.join(' ')}`);
  return choice;
}

function soughtIn(groups: Groups, patterns: PatternEngine): Sought {
  const { quoted, pattern, flag, word = '' } = groups;
  if (pattern !== undefined) return soughtPattern(`${flag === 'i' ? '(?i)' : ''}${pattern}`, patterns);
  const text = quoted?.replace(/\\(["\\])/g, '$1') ?? word;
  if (text === '') throw wrongQuery('has a term without text');
  const lowered = text.toLowerCase();
  return { text, isPattern: false, isIn: (subject) => subject.toLowerCase().includes(lowered) };
}

function soughtPattern(source: string, patterns: PatternEngine): Sought {
  const compilation = itemPattern(source, patterns);
  if ('fault' in compilation) throw wrongQuery(`has an expression that cannot be used: ${compilation.fault}`);
  const { pattern } = compilation;
  return {
    text: source,
    isPattern: true,
    isIn: (subject) => pattern.test(subject),
  };
}

export function wrongQuery(message: string): DomainError {
  return new DomainError('INVALID_OPTION', 'An option is wrong: q.', {
    details: [{ field: 'q', message }],
    remediation:
      'Ask with words, "a text", /an expression of RE2/, tag:network, uses:connect, refs:"a text", calls:fn:main, calledby:fn:main, type:url, lib:WS2_32, cc>50, callers>10, size>1000, named:yes; all must hold, -term must not. Put what looks like a prefix in quotation marks.',
  });
}
