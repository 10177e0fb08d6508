import { LATIN, LEET_LETTERS, LETTERS } from './word-tables';

/** What signs may be a part of, by ASCII code; 0 for those that are part of nothing. */
export const FORM = 1;
export const END = 2;
export const ESCAPE = 3;
export const SIGNS = new Uint8Array(128);
for (const [signs, part] of [
  ['.;?!', END],
  ['%&\\', ESCAPE],
  ['<`-#[](){}>*=|:"', FORM],
] as const) {
  for (const sign of signs) SIGNS[sign.charCodeAt(0)] = part;
}

export function isLetter(code: number): boolean {
  return code < LATIN && (LETTERS[code] ?? 0) !== 0;
}

export function leetLetter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < LATIN ? (LEET_LETTERS[code] ?? 0) : 0;
}

/** `<` or `[`. */
export function isOpening(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 60 || code === 91;
}

/** `#` or `---`. */
export function isRule(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 35 || (code === 45 && text.charCodeAt(at - 1) === 45 && text.charCodeAt(at - 2) === 45);
}

/** @param letters by code @returns 0 for what is none */
export function letterOf(code: number, letters: Uint8Array): number {
  return code < LATIN ? (letters[code] ?? 0) : 0;
}
