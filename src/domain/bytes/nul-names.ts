import { latin1 } from './latin1';

const LONGEST_NAME = 256;

/** The text at `at` up to its NUL, as characters 0-255; empty outside of the table. */
export function nameAt(strings: Uint8Array, at: number): string {
  if (at <= 0 || at >= strings.length) return '';
  return latin1(strings.subarray(at, nameEnd(strings, at)));
}

/** Of the text at `at`: where its NUL is, or as far as a name goes. */
export function nameEnd(strings: Uint8Array, at: number): number {
  const limit = Math.min(at + LONGEST_NAME, strings.length);
  let end = at;
  while (end < limit && strings[end] !== 0) end++;
  return end;
}
