import { latin1 } from './latin1';

const LONGEST_NAME = 256;

/** The text at `at` up to its NUL, as characters 0-255; empty outside of the table. */
export function nameAt(strings: Uint8Array, at: number): string {
  if (at <= 0 || at >= strings.length) return '';
  const end = strings.subarray(at, at + LONGEST_NAME).indexOf(0);
  return latin1(strings.subarray(at, at + (end === -1 ? LONGEST_NAME : end)));
}
