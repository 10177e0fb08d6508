declare module 'marked' {
  /** The part of it that tests use. */
  export interface Token {
    readonly type: string;
    readonly raw: string;
    readonly tokens?: readonly Token[];
    readonly items?: readonly Token[];
    readonly depth?: number;
    readonly text?: string;
  }
  export const marked: { lexer(text: string): readonly Token[] };
}
