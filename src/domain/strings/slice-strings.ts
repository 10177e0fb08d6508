import { STRING_LIMIT } from '#domain/document/caps';
import type { ExtractedString } from '#domain/document/strings';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { tameLines } from '#domain/shared/hostile-text';
import type { PlacedText, PlacedTexts, TextMemory } from './placed-texts';
import { isWithin } from './placed-texts';
import { stringType } from './string-type';
import { decodeRun } from './text-run';
import type { KnownText, TextSlice } from './text-slices';
import { TextSlices } from './text-slices';

/** Characters, all and visible ones: what is shorter stays with what is beside it. */
const SHORTEST = 4;
const VISIBLE = 3;
/** Bytes. */
const MOST_LOOKED_AT = 256;
/** Bytes of all slices, in units of those of all texts: slices may lie within one another. */
const MOST_SLICED = 2;

export interface SlicedStrings {
  /** In the order that they had. */
  readonly strings: readonly ExtractedString[];
  /** Of those that pointers lead to. */
  readonly pointed: ReadonlySet<ExtractedString>;
}

/**
 * Strings with those cut out that run together with others, as pointers tell. What is between them stays as it is, in pieces: short
 * ones together. @param strings of which the texts were placed.
 */
export function sliceStrings(
  strings: readonly ExtractedString[],
  texts: PlacedTexts,
  known: ReadonlyMap<number, KnownText>,
): SlicedStrings {
  const slices = new TextSlices(texts, known).all();
  const pointed = new Set<ExtractedString>();
  const pieces = new Map<ExtractedString, readonly ExtractedString[]>();
  let allowance = MOST_SLICED * texts.all.reduce((sum, { from, to }) => sum + to - from, 0);
  let reach = -Infinity;
  let next = 0;
  for (const text of texts.all) {
    const cut = new TextCut(text, Math.max(text.from, Math.min(reach, text.to)), texts.memory);
    for (let slice = slices[next]; slice !== undefined && slice.from < text.to; slice = slices[++next]) {
      if (slice.to <= text.from) continue;
      const isString = allowance >= slice.to - slice.from && cut.isString(slice);
      if (!isString) {
        cut.pass(slice);
        continue;
      }
      allowance -= slice.to - slice.from;
      reach = Math.max(reach, slice.to);
      pointed.add(cut.take(slice));
    }
    const parts = cut.finish();
    if (parts !== undefined) pieces.set(text.string, parts);
  }
  const sliced = pieces.size === 0 ? strings : strings.flatMap((each) => pieces.get(each) ?? [each]);
  return { strings: sliced, pointed };
}

/** What becomes of one text. */
class TextCut {
  private readonly parts: ExtractedString[] = [];
  /** Up to where it is dealt with, and from where short pieces wait to be told together. */
  private cursor: number;
  private waiting: number | undefined;

  /** @param from where it begins that no slice covers that began before it. */
  constructor(
    private readonly text: PlacedText,
    from: number,
    private readonly memory: TextMemory,
  ) {
    this.cursor = from;
  }

  /** Whether a slice is long enough to be a string of its own. Slices may lie within one another: the first bytes say it. */
  isString({ from, to }: TextSlice): boolean {
    return this.isLong(from, Math.min(to, from + MOST_LOOKED_AT));
  }

  private isLong(from: number, to: number): boolean {
    const { byteAt } = this.memory;
    let [characters, visible] = [0, 0];
    for (let at = from; at < to && (characters < SHORTEST || visible < VISIBLE); at++) {
      const byte = byteAt(at);
      if (!isWithin(byte)) characters += 1;
      if (byte > 0x20) visible += 1;
    }
    return characters >= SHORTEST && visible >= VISIBLE;
  }

  /** A slice that is too short for a string. */
  pass({ from, to }: TextSlice): void {
    const end = Math.min(to, this.text.to);
    if (end <= this.cursor) return;
    this.leave(from);
    this.waiting ??= this.cursor;
    this.cursor = end;
  }

  take(slice: TextSlice): ExtractedString {
    const { text } = this;
    if (slice.from > this.cursor) this.leave(slice.from);
    this.tellWaiting(Math.min(this.cursor, slice.from));
    this.cursor = Math.max(this.cursor, slice.to);
    const isWhole = slice.from === text.from && slice.to === text.to;
    const string = isWhole ? text.string : stringAt(text, slice.from, slice.to, this.memory);
    this.parts.push(string);
    return string;
  }

  /** Its strings; `undefined` where it stays whole. */
  finish(): readonly ExtractedString[] | undefined {
    const { text, parts } = this;
    const isCovered = this.cursor > text.from && parts.length === 0 && this.waiting === undefined;
    if (parts.length === 0 && !isCovered) return undefined;
    if (this.cursor < text.to) this.leave(text.to);
    this.tellWaiting(this.cursor);
    return parts;
  }

  /** What no slice covers, up to a place: a string where it is long enough. */
  private leave(to: number): void {
    const from = this.cursor;
    if (to <= from) return;
    if (this.isLong(from, to)) {
      this.tellWaiting(from);
      this.parts.push(stringAt(this.text, from, to, this.memory));
    } else this.waiting ??= from;
    this.cursor = to;
  }

  private tellWaiting(to: number): void {
    const { waiting: from } = this;
    this.waiting = undefined;
    if (from !== undefined && this.isLong(from, to)) {
      this.parts.push(stringAt(this.text, from, to, this.memory));
    }
  }
}

function stringAt({ string, from: start }: PlacedText, from: number, to: number, memory: TextMemory): ExtractedString {
  const bytes = (memory.bytesFrom(from) ?? new Uint8Array()).subarray(0, to - from);
  const window = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = charactersIn(window);
  const encoding = length === window.length ? 'ascii' : 'utf-8';
  const text = decodeRun({
    start: from,
    length,
    encoding,
    window,
    from: 0,
    to: window.length,
    isBegun: true,
    isEnded: true,
  });
  const distance = from - start;
  return {
    ...string,
    content: tameLines(text, STRING_LIMIT),
    address: movedBy(string.address, distance),
    offset: movedBy(string.offset, distance),
    length,
    encoding,
    type: stringType(text),
  };
}

/** Whatever tables say of where things lie. */
function movedBy(place: Address, distance: number): Address {
  return address(BigInt.asUintN(64, BigInt(place) + BigInt(distance)));
}

function charactersIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (!isWithin(byte)) count += 1;
  return count;
}
