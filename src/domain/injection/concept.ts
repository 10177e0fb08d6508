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
  'all',
  'new',
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
  'user',
  'only',
  /** Who speaks in a conversation. */
  'turn',
] as const;
export type Concept = (typeof CONCEPTS)[number];

const BITS = new Map<Concept, number>(CONCEPTS.map((concept, bit) => [concept, 1 << bit]));

/** One bit each, of 32. */
export function maskOf(...concepts: readonly Concept[]): number {
  return concepts.reduce((mask, concept) => mask | (BITS.get(concept) ?? 0), 0);
}

/** Words and phrases of one language, by what they mean, between commas; `*` at the end of a word stands for any ending. */
export type Lexicon = Readonly<Partial<Record<Concept, string>>>;
