import type { PlacedText, PlacedTexts } from './placed-texts';
import { isWithin } from './placed-texts';
import { BYTE_KIND, BYTE_KINDS } from './text-classes';
import { utf8SequenceLength } from './utf8-sequence';

/** Bytes of what is looked at to be text and was not before, in units of all bytes of texts. */
const MOST_READ = 4;

/** What is known of a place that pointers lead to; in bytes. */
export interface KnownText {
  readonly sizes: readonly { readonly size: number; readonly votes: number }[];
  /** One of them may be the size. */
  readonly others: readonly number[];
}

/** A text that a pointer leads to: places of its first byte and behind its last. */
export interface TextSlice {
  readonly from: number;
  readonly to: number;
  /** Its length is told; else it ends where the next one begins. */
  readonly isTold: boolean;
}

/**
 * Of texts that run together, those that pointers lead to, ascending. A text that a zero ends is not cut by a length that nothing
 * else speaks for: functions of C are given other numbers beside their texts.
 */
export class TextSlices {
  /** Where pointers lead to, ascending. */
  private readonly starts: Int32Array;
  private allowance: number;

  constructor(
    private readonly texts: PlacedTexts,
    private readonly known: ReadonlyMap<number, KnownText>,
  ) {
    this.starts = Int32Array.from(known.keys()).sort();
    this.allowance = MOST_READ * texts.all.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  all(): readonly TextSlice[] {
    const slices: TextSlice[] = [];
    let group: TextSlice[] = [];
    let around: PlacedText | undefined;
    for (const [index, start] of this.starts.entries()) {
      const text = this.texts.at(start);
      if (text !== around && around !== undefined) {
        for (const each of this.believed(around, group)) slices.push(each);
        group = [];
      }
      around = text;
      const slice = this.sliceAt(start, text, this.starts[index + 1] ?? Infinity);
      if (slice !== undefined) (text === undefined ? slices : group).push(slice);
    }
    return around === undefined ? slices : slices.concat(this.believed(around, group));
  }

  private sliceAt(from: number, text: PlacedText | undefined, next: number): TextSlice | undefined {
    const known = this.known.get(from);
    if (known === undefined) return undefined;
    const { sizes, others } = known;
    const told = sizes.length < 2 ? sizes : sizes.toSorted((a, b) => b.votes - a.votes || b.size - a.size);
    for (const { size } of told) {
      const to = this.endOf(from, from + size, text);
      if (to !== undefined) return { from, to, isTold: true };
    }
    if (text === undefined || isWithin(this.texts.memory.byteAt(from))) return undefined;
    const to = Math.min(next, text.to);
    const isSpokenFor = others.includes(to - from);
    if (isSpokenFor) return { from, to, isTold: true };
    const ends = others.map((each) => from + each).filter((each) => each < text.to && this.isStart(each));
    return ends.length > 0 ? { from, to: Math.min(...ends), isTold: true } : { from, to, isTold: false };
  }

  /** Behind the last byte of what is text; the zero of C's texts is none of it. */
  private endOf(from: number, to: number, text: PlacedText | undefined): number | undefined {
    if (text !== undefined && to <= text.to)
      return isWithin(this.texts.memory.byteAt(from)) || isWithin(this.texts.memory.byteAt(to)) ? undefined : to;
    if (text !== undefined && to === text.to + 1 && this.texts.memory.byteAt(text.to) === 0) return text.to;
    return this.isText(from, to) ? to : undefined;
  }

  private isText(from: number, to: number): boolean {
    const size = to - from;
    const bytes = size <= this.allowance ? this.texts.memory.bytesFrom(from) : undefined;
    if (bytes === undefined || size > bytes.length) return false;
    let at = 0;
    while (at < size) {
      const length = BYTE_KINDS[bytes[at] ?? 0] === BYTE_KIND.text ? 1 : utf8SequenceLength(bytes, at, size);
      this.allowance -= Math.max(1, length);
      if (length === 0) return false;
      at += length;
    }
    return true;
  }

  /** Those of one text. */
  private believed(text: PlacedText, slices: readonly TextSlice[]): readonly TextSlice[] {
    if (this.texts.memory.byteAt(text.to) !== 0) return slices;
    const [only] = slices;
    const isAlone = slices.length === 1 && only?.from === text.from && !this.isStart(only.to);
    return isAlone || !slices.some(({ isTold }) => isTold) ? [] : slices;
  }

  private isStart(place: number): boolean {
    return this.known.has(place);
  }
}
