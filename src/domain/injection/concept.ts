/** What words mean as far as instructions to a reader go. A word can stand for several. */
export const CONCEPTS = [
  /** To let go of what holds. */
  'ignore',
  'prior',
  /** What a model is steered by: instructions, prompts, guardrails. */
  'orders',
  /** What may steer a model, and much else: rules, policies, messages. */
  'rules',
  'you',
  /** How many, or which: all of them, new ones, those that follow. */
  'all',
  'follow',
  'ai',
  /** Whoever reads or judges, man or machine. */
  'reader',
  /** To be somebody else, said to the reader. */
  'become',
  'persona',
  /** Without limits. */
  'free',
  'say',
  'mark',
  /** The file that is analysed, as in "this file". */
  'file',
  /** Harmless, of programs only; `safe` is said of other things as well. */
  'benign',
  'safe',
  'malicious',
  'not',
  'report',
  'must',
  'reveal',
  /** What a model was told in confidence; `data`: what it may have at hand. */
  'secret',
  'data',
  'tool',
  'stop',
  'authority',
  'approve',
  /** Whoever speaks in a conversation or is served by a model. */
  'user',
  'only',
  /** What it gains or loses by what it says: rewards, threats, pity. */
  'stake',
  /** What a program is made of and does: functions, imports, strings, connections. */
  'part',
] as const;
export type Concept = (typeof CONCEPTS)[number];

const BITS = new Map<Concept, number>(CONCEPTS.map((concept, bit) => [concept, 1 << bit]));

/** One bit each, of 32. */
export function maskOf(...concepts: readonly Concept[]): number {
  return concepts.reduce((mask, concept) => mask | (BITS.get(concept) ?? 0), 0);
}

/** Words and phrases of one language, by what they mean, between commas; `*` at the end of a word stands for any ending. */
export type Lexicon = Readonly<Partial<Record<Concept | keyof typeof LISTED_APART, string>>>;

/** Lists of words of their own that mean what another list means: no rule tells one from the other. `new`: which ones; `turn`: who speaks. */
export const LISTED_APART = { new: 'all', turn: 'user' } as const satisfies Readonly<Record<string, Concept>>;
