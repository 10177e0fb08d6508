import type { TextRun } from './text-run';

/** Characters: what is shorter says nothing, though it is text beyond doubt. */
const SHORTEST = 2;
const UNIT = 2;

export interface CountedTexts {
  readonly runs: readonly TextRun[];
  /** Behind the last one: what follows is none, if anything does. */
  readonly end: number;
}

/** The entries of a block of a string table: units of UTF-16, each text with their number before it (RT_STRING). */
export function stringTableTexts(window: Buffer): CountedTexts {
  const runs: TextRun[] = [];
  let end = 0;
  while (end + UNIT <= window.length) {
    const from = end + UNIT;
    const to = from + window.readUInt16LE(end) * UNIT;
    if (to > window.length) break;
    runs.push(...runOf(window, from, to));
    end = to;
  }
  return { runs, end };
}

/**
 * The heap of user strings: blobs, their length compressed, of units of UTF-16 and a byte that says whether they need more than
 * a byte each (ECMA-335, 6th edition, II.24.2.4).
 */
export function userStrings(window: Buffer): CountedTexts {
  const runs: TextRun[] = [];
  let end = 1;
  while (end < window.length) {
    const [length, width] = compressedLength(window, end);
    const from = end + width;
    if (width === 0 || from + length > window.length) break;
    if (length % 2 === 1) runs.push(...runOf(window, from, from + length - 1));
    end = from + length;
  }
  return { runs, end };
}

/** The number, and the bytes that it takes; none of these where it is not well formed. */
function compressedLength(bytes: Buffer, at: number): readonly [number, number] {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return [first, 1];
  const width = first < 0xc0 ? 2 : 4;
  if (first >= 0xe0 || at + width > bytes.length) return [0, 0];
  return width === 2 ? [bytes.readUInt16BE(at) & 0x3fff, 2] : [bytes.readUInt32BE(at) & 0x1fff_ffff, 4];
}

function runOf(window: Buffer, from: number, to: number): readonly TextRun[] {
  let length = (to - from) / UNIT;
  for (let at = from; at < to; at += UNIT) if ((window.readUInt16LE(at) & 0xfc00) === 0xdc00) length--;
  if (length < SHORTEST) return [];
  return [{ encoding: 'utf-16le', start: from, length, window, from, to, isBegun: true, isEnded: true }];
}
