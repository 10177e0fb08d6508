import { ScriptTally } from './script-tally';
import { utf8SequenceLength } from './utf8-sequence';

export interface TextPart {
  readonly from: number;
  readonly to: number;
  readonly encoding: 'ascii' | 'utf-8';
}

/** Bytes of ASCII beside which a character or two of more bytes are part of the text. */
const LONG = 16;

/**
 * What well-formed bytes, some of them above 0x7f, are: one text of UTF-8 where the characters go together and where it ends or
 * begins says so; else the ASCII between them. Two bytes in sixty are a well-formed character by chance.
 */
export function utf8Parts(bytes: Uint8Array, from: number, to: number): readonly TextPart[] {
  const tally = tallyOf(bytes, from, to);
  const isApart = (bytes[from - 1] ?? 0) === 0 && (bytes[to] ?? 0) === 0;
  if (isPlausible(tally, isApart)) return [{ from, to, encoding: 'utf-8' }];
  return asciiParts(bytes, from, to);
}

function tallyOf(bytes: Uint8Array, from: number, to: number): ScriptTally {
  const tally = new ScriptTally();
  for (let at = from; at < to;) {
    const length = Math.max(utf8SequenceLength(bytes, at, to), 1);
    tally.add(codePointAt(bytes, at, length));
    at += length;
  }
  return tally;
}

/** Of a well-formed sequence. */
function codePointAt(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at] ?? 0;
  let code = length === 1 ? first : first & (0xff >> (length + 1));
  for (let index = at + 1; index < at + length; index++) code = code * 64 + ((bytes[index] ?? 0) & 0x3f);
  return code;
}

function isPlausible(tally: ScriptTally, isApart: boolean): boolean {
  if (!tally.isOfOneScript) return false;
  const { ascii, foreign } = tally;
  return isApart ? foreign >= 2 || ascii >= 3 : ascii >= LONG && ascii >= foreign * 4;
}

function asciiParts(bytes: Uint8Array, from: number, to: number): readonly TextPart[] {
  const parts: TextPart[] = [];
  let start = from;
  for (let at = from; at <= to; at++) {
    if (at < to && (bytes[at] ?? 0) < 0x80) continue;
    if (at > start) parts.push({ from: start, to: at, encoding: 'ascii' });
    start = at + 1;
  }
  return parts;
}
