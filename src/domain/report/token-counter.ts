/** Vocabularies that are public; a budget is kept by the one that is named. */
export const TOKENIZERS = ['o200k_base', 'cl100k_base'] as const;
export type Tokenizer = (typeof TOKENIZERS)[number];

/** Counts the tokens that a language model would read a text as. Text is data: what looks like a control token is counted as letters. */
export interface TokenCounter {
  /** Of pieces that end with a line, the sum is that of the whole. */
  count(text: string): number;
}
