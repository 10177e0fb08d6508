import { BYTE_KIND, BYTE_KINDS } from './text-classes';
import type { ScanWindow, TextPass } from './text-pass';
import { LONGEST_HELD } from './text-pass';
import type { TextRun } from './text-run';
import { utf8Parts } from './utf8-parts';
import { utf8SequenceLength } from './utf8-sequence';

// Of this file: whoever looks at each byte does not look up where they are from.
const KINDS = BYTE_KINDS;
const { none: NONE, text: TEXT, high: HIGH } = BYTE_KIND;

/** Finds ASCII and UTF-8: runs of characters, each well formed. */
export class NarrowTexts implements TextPass {
  /** A text that is longer than what is held of it: it goes on. */
  private open: { run: TextRun; length: number } | undefined;

  constructor(
    private readonly shortest: number,
    /** Whether a text ends with a zero, or is none. */
    private readonly isTerminated: boolean,
    private readonly found: (run: TextRun) => void,
  ) {}

  scan(window: ScanWindow, from: number, end: number, isLast: boolean): number {
    const { bytes } = window;
    let at = this.open === undefined ? from : this.goOn(window, from, end, isLast);
    while (at < end) {
      const sign = nextSign(bytes, at, end);
      if (sign >= end) return isLast ? end : tailOf(bytes, at, end);
      const start = beginningOf(bytes, sign, at);
      const stop = endOfRun(bytes, sign, end);
      if (isCutOff(bytes, stop, end) && !isLast) return this.hold(window, start, stop);
      if (stop - start >= this.shortest) this.tell(window, start, stop);
      at = Math.max(stop, sign + 1);
    }
    return Math.min(at, end);
  }

  /** What the window cuts off is looked at again with what follows, unless it is long enough to be a text anyway. */
  private hold(window: ScanWindow, start: number, stop: number): number {
    if (stop - start < LONGEST_HELD) return start;
    const { bytes, base } = window;
    const head = Buffer.from(bytes.subarray(start, stop));
    const isAscii = head.every((byte) => byte < 0x80);
    const encoding = isAscii ? 'ascii' : 'utf-8';
    const place = { start: base + start, window: head, from: 0, to: head.length };
    this.open = {
      run: { ...place, encoding, length: 0, isBegun: isBegun(window, start), isEnded: true },
      length: charactersIn(bytes, start, stop),
    };
    return stop;
  }

  private goOn(window: ScanWindow, from: number, end: number, isLast: boolean): number {
    const { bytes } = window;
    const { open } = this;
    if (open === undefined) return from;
    const stop = endOfRun(bytes, from, end);
    open.length += charactersIn(bytes, from, stop);
    if (isCutOff(bytes, stop, end) && !isLast) return stop;
    this.found({ ...open.run, length: open.length, isEnded: isEnded(window, stop) });
    this.open = undefined;
    return stop;
  }

  private tell(window: ScanWindow, start: number, stop: number): void {
    if (this.isTerminated && !isEnded(window, stop)) return;
    const { bytes } = window;
    let isAscii = true;
    for (let at = start; at < stop && isAscii; at++) isAscii = (bytes[at] ?? 0) < 0x80;
    if (isAscii) this.tellPart(window, start, stop, 'ascii');
    else for (const part of utf8Parts(bytes, start, stop)) this.tellPart(window, part.from, part.to, part.encoding);
  }

  private tellPart(window: ScanWindow, from: number, to: number, encoding: 'ascii' | 'utf-8'): void {
    if (this.isTerminated && !isEnded(window, to)) return;
    const { bytes, base } = window;
    let start = from;
    while (start < to && isNoBeginning(bytes[start] ?? 0)) start++;
    const length = encoding === 'ascii' ? to - start : charactersIn(bytes, start, to);
    if (length < this.shortest || !isVisible(bytes, start, to)) return;
    this.found({
      encoding,
      start: base + start,
      length,
      window: bytes,
      from: start,
      to,
      isBegun: isBegun(window, start),
      isEnded: isEnded(window, to),
    });
  }
}

/** Visible characters of a text, however many controls it has. */
const VISIBLE = 3;

/** Whether it has so many visible characters: numbers below 32 in a row are none. */
function isVisible(bytes: Uint8Array, from: number, to: number): boolean {
  let count = 0;
  for (let at = from; at < to && count < VISIBLE; at++) if ((bytes[at] ?? 0) > 0x20) count++;
  return count >= VISIBLE;
}

/** Vertical tabs and the like stand within texts, but before one they are lengths and other numbers. */
function isNoBeginning(byte: number): boolean {
  return byte === 7 || byte === 8 || byte === 11 || byte === 12;
}

/** Bytes without a sign before the end of a window that are looked at again: more than a text without one is long. */
const LONGEST_TAIL = 64;
/** Bytes in a row that say that there is text: of ASCII, or of characters of more bytes. */
const SIGN = 4;

/**
 * The first of the next four bytes in a row that are all ASCII, or all part of characters of more bytes and begin one; the end where
 * there are none. Looks at the last of four first, and at none of the others where that one is neither.
 */
function nextSign(bytes: Uint8Array, from: number, end: number): number {
  let start = from;
  /* eslint-disable @typescript-eslint/no-non-null-assertion -- within the bytes; asking takes time for every byte */
  for (let last = from + SIGN - 1; last < end; last = start + SIGN - 1) {
    const kind = KINDS[bytes[last]!]!;
    if (kind === NONE) {
      start = last + 1;
      continue;
    }
    let at = last - 1;
    while (at >= start && KINDS[bytes[at]!]! === kind) at--;
    if (at >= start) start = at + 1;
    else if (kind === TEXT || beginsTwo(bytes, start, end)) return start;
    else start++;
  }
  /* eslint-enable @typescript-eslint/no-non-null-assertion */
  return end;
}

/** Where what may yet become a text begins. */
function tailOf(bytes: Uint8Array, from: number, end: number): number {
  const first = Math.max(from, end - LONGEST_TAIL);
  let at = end;
  while (at > first && KINDS[bytes[at - 1] ?? 0] !== NONE) at--;
  return at;
}

function beginsTwo(bytes: Uint8Array, at: number, end: number): boolean {
  const length = utf8SequenceLength(bytes, at, end);
  return length !== 0 && (at + length >= end || utf8SequenceLength(bytes, at + length, end) !== 0);
}

/** Where the characters begin that lead up to a place, not before `from`. */
function beginningOf(bytes: Uint8Array, place: number, from: number): number {
  let at = place;
  while (at > from) {
    if (KINDS[bytes[at - 1] ?? 0] === TEXT) at--;
    else {
      const length = lengthBefore(bytes, at, from);
      if (length === 0) return at;
      at -= length;
    }
  }
  return at;
}

/** Bytes of the well-formed character that ends before a place. */
function lengthBefore(bytes: Uint8Array, place: number, from: number): number {
  for (let length = 2; length <= 4 && place - length >= from; length++) {
    if (utf8SequenceLength(bytes, place - length, place) === length) return length;
  }
  return 0;
}

function endOfRun(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    // eslint-disable-next-line @typescript-eslint/no-non-null-assertion -- within the bytes; asking takes time for every byte
    const kind = KINDS[bytes[at]!]!;
    if (kind === TEXT) at++;
    else if (kind === NONE) return at;
    else {
      const length = utf8SequenceLength(bytes, at, end);
      if (length === 0) return at;
      at += length;
    }
  }
  return at;
}

/** Also where a character may go on behind the end. */
function isCutOff(bytes: Uint8Array, stop: number, end: number): boolean {
  return stop >= end || (stop > end - 4 && KINDS[bytes[stop] ?? 0] === HIGH);
}

function charactersIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) count++;
  return count;
}

function isBegun({ bytes, base }: ScanWindow, start: number): boolean {
  return start === 0 ? base === 0 : bytes[start - 1] === 0;
}

function isEnded({ bytes }: ScanWindow, stop: number): boolean {
  return stop >= bytes.length || bytes[stop] === 0;
}
