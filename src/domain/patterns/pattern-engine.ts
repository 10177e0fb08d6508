/** A pattern ready to be tried on text of a sample. */
export interface CompiledPattern {
  /** As it was written. */
  readonly source: string;
  /** Instructions of its program: one character of text costs at most this many steps. */
  readonly size: number;
  /** Whether it matches anywhere in `text`; takes time linear in it. */
  test(text: string): boolean;
}

export type Compilation = { readonly pattern: CompiledPattern } | { readonly fault: string };

/** Regular expressions in time linear in the text, whatever the pattern and whatever the text (the syntax of RE2). */
export abstract class PatternEngine {
  /** Never throws: what it does not understand is a fault, told in words. */
  abstract compile(source: string): Compilation;
}
