import type { TextRun } from './text-run';

/** Characters: what is shorter says nothing, though it is text beyond doubt. */
const SHORTEST = 2;
const UNIT = 2;

/** Tells each text as it comes: there may be millions. @returns the end of the last one: what follows is none, if anything does */
export type CountedTexts = (window: Buffer, found: (run: TextRun) => void) => number;

/** The entries of a block of a string table: units of UTF-16, each text with their number before it (RT_STRING). */
export const stringTableTexts: CountedTexts = (window, found) => {
  let end = 0;
  while (end + UNIT <= window.length) {
    const from = end + UNIT;
    const to = from + window.readUInt16LE(end) * UNIT;
    if (to > window.length) break;
    tell(window, from, to, found);
    end = to;
  }
  return end;
};

/**
 * The heap of user strings: blobs, their length compressed, of units of UTF-16 and a byte that says whether they need more than
 * a byte each (ECMA-335, 6th edition, II.24.2.4).
 */
export const userStrings: CountedTexts = (window, found) => {
  let end = 1;
  while (end < window.length) {
    const [length, width] = compressedLength(window, end);
    const from = end + width;
    if (width === 0 || from + length > window.length) break;
    if (length % 2 === 1) tell(window, from, from + length - 1, found);
    end = from + length;
  }
  return end;
};

/** The number, and the bytes that it takes; none of these where it is not well formed. */
function compressedLength(bytes: Buffer, at: number): readonly [number, number] {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return [first, 1];
  const width = first < 0xc0 ? 2 : 4;
  if (first >= 0xe0 || at + width > bytes.length) return [0, 0];
  return width === 2 ? [bytes.readUInt16BE(at) & 0x3fff, 2] : [bytes.readUInt32BE(at) & 0x1fff_ffff, 4];
}

function tell(window: Buffer, from: number, to: number, found: (run: TextRun) => void): void {
  let length = (to - from) / UNIT;
  for (let at = from; at < to; at += UNIT) if ((window.readUInt16LE(at) & 0xfc00) === 0xdc00) length--;
  if (length < SHORTEST) return;
  found({ encoding: 'utf-16le', start: from, length, window, from, to, isBegun: true, isEnded: true });
}
