import { tameText } from '#domain/shared/hostile-text';
import type { ByteSource } from './byte-source';
import { readWithin } from './byte-source';
import { latin1 } from './latin1';

/** Characters of a name. */
export const NAME_LIMIT = 512;
const MAX_TABLE_SIZE = 32 << 20;
/** Characters that are looked at of a name that nobody will read. */
export const LONGEST_RAW_NAME = 256;
/** Of ASCII, what has a shape. */
const [FIRST_PLAIN, LAST_PLAIN] = [0x20, 0x7e];
const UTF8 = new TextDecoder();

/** Names that end with a NUL, found by where they begin. */
export class NameTable {
  constructor(readonly bytes: Uint8Array) {}

  static async read(source: ByteSource, offset: number, size: number): Promise<NameTable> {
    return new NameTable(await readWithin(source, offset, Math.min(size, MAX_TABLE_SIZE)));
  }

  /** Fit for readers; empty when there is none. */
  at(offset: number): string {
    return nameOf(this.bytes.subarray(offset, offset + NAME_LIMIT));
  }
}

/** Up to the first NUL. */
export function nameOf(bytes: Uint8Array): string {
  let end = 0;
  let isPlain = true;
  for (let byte = bytes[0]; byte !== undefined && byte !== 0; byte = bytes[++end]) {
    isPlain &&= byte >= FIRST_PLAIN && byte <= LAST_PLAIN;
  }
  // Most names are, and need neither decoding nor taming.
  if (isPlain && end <= NAME_LIMIT) return latin1(bytes.subarray(0, end));
  return tameText(UTF8.decode(bytes.subarray(0, end)), NAME_LIMIT);
}

/** The one at this offset of the file. */
export async function readName(source: ByteSource, offset: number): Promise<string> {
  return nameOf(await readWithin(source, offset, NAME_LIMIT));
}

/** The text at `at` up to its NUL, as characters 0-255; empty outside of the table. */
export function rawNameAt(strings: Uint8Array, at: number): string {
  if (at <= 0 || at >= strings.length) return '';
  return latin1(strings.subarray(at, rawNameEnd(strings, at)));
}

/** Of the text at `at`: where its NUL is, or as far as a name goes. */
export function rawNameEnd(strings: Uint8Array, at: number): number {
  const limit = Math.min(at + LONGEST_RAW_NAME, strings.length);
  let end = at;
  while (end < limit && strings[end] !== 0) end++;
  return end;
}
