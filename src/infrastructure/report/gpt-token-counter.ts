import type { TokenCounter, Tokenizer } from '#domain/report/token-counter';

interface Encoding {
  readonly countTokens: (
    text: string,
    options: { readonly allowedSpecial: Set<string>; readonly disallowedSpecial: Set<string> },
  ) => number;
}

/** Each vocabulary is loaded when it is first asked for: 70 MB, 0.3 s. */
const LOAD: Readonly<Record<Tokenizer, () => Promise<Encoding>>> = {
  o200k_base: () => import('gpt-tokenizer/encoding/o200k_base'),
  cl100k_base: () => import('gpt-tokenizer/encoding/cl100k_base'),
};
/** By default what looks like a control token is refused (gpt-tokenizer 4.0.0): here it is letters. */
const AS_LETTERS = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

const counters = new Map<Tokenizer, Promise<TokenCounter>>();

/** The counter of a public vocabulary; the first time loads it. */
export function tokenCounter(name: Tokenizer): Promise<TokenCounter> {
  const known = counters.get(name) ?? load(name);
  counters.set(name, known);
  return known;
}

async function load(name: Tokenizer): Promise<TokenCounter> {
  const { countTokens } = await LOAD[name]();
  return { count: (text) => countTokens(text, AS_LETTERS) };
}
