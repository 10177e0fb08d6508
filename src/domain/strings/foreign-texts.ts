import type { StringEncoding } from '#domain/document/strings';
import type { Endianness } from '#domain/shared/executable-header';
import { ScriptTally } from './script-tally';
import { BYTE_KIND, BYTE_KINDS, CHARACTER_CLASS, CHARACTER_CLASSES } from './text-classes';
import type { ScanWindow, TextPass } from './text-pass';
import { LONGEST_HELD } from './text-pass';
import type { TextRun } from './text-run';

export interface UnitForm {
  readonly encoding: StringEncoding;
  /** Bytes of one. */
  readonly width: 2 | 4;
  /** Its bytes from the least significant on. */
  readonly order: readonly number[];
}

export const UTF16: Readonly<Record<Endianness, UnitForm>> = {
  little: { encoding: 'utf-16le', width: 2, order: [0, 1] },
  big: { encoding: 'utf-16be', width: 2, order: [1, 0] },
};
export const UTF32: Readonly<Record<Endianness, UnitForm>> = {
  little: { encoding: 'utf-32le', width: 4, order: [0, 1, 2, 3] },
  big: { encoding: 'utf-32be', width: 4, order: [3, 2, 1, 0] },
};

const CLASSES = CHARACTER_CLASSES;
const NONE = CHARACTER_CLASS.none;

/**
 * Finds text of whole units, at places that are multiples of their width, with a zero before and behind, whose characters go
 * together: UTF-32, and UTF-16 of other scripts than Latin. A text of more than `LONGEST_HELD` bytes is none.
 */
export class ForeignTexts implements TextPass {
  private readonly low: number;
  private readonly high: number;
  /** Of UTF-32, the upper half: zero in all that is looked for. */
  private readonly upper: number;
  private readonly width: number;

  /** @param phase of the scanner's start: where in memory it is, modulo four */
  constructor(
    private readonly form: UnitForm,
    private readonly shortest: number,
    private readonly phase: number,
    private readonly found: (run: TextRun) => void,
  ) {
    [this.low = 0, this.high = 1] = form.order;
    this.width = form.width;
    this.upper = form.encoding === 'utf-32be' ? 0 : 2;
  }

  scan(window: ScanWindow, from: number, end: number, isLast: boolean): number {
    const { width } = this;
    const { bytes } = window;
    let at = from + ((width - ((from + window.base + this.phase) % width)) % width);
    if (!isZero(bytes, at - width, at)) at = this.nextZero(bytes, at, end);
    while (at + width <= end) {
      const stop = this.endOfRun(bytes, at, end);
      if (stop + width > end && !isLast) return stop - at < LONGEST_HELD ? at : stop;
      if (stop - at >= this.shortest * width) this.tell(window, at, stop);
      at = this.nextZero(bytes, stop, end);
    }
    return isLast ? end : Math.min(at, end);
  }

  /** Behind the next zero; where there is none, where one may be that is not whole yet. */
  private nextZero(bytes: Buffer, from: number, end: number): number {
    const { width } = this;
    /* eslint-disable @typescript-eslint/no-non-null-assertion -- within the bytes; asking takes time for every byte */
    let at = from;
    if (width === 2) while (at + 2 <= end && (bytes[at]! | bytes[at + 1]!) !== 0) at += 2;
    else while (at + 4 <= end && (bytes[at]! | bytes[at + 1]! | bytes[at + 2]! | bytes[at + 3]!) !== 0) at += 4;
    /* eslint-enable @typescript-eslint/no-non-null-assertion */
    return at + width <= end ? at + width : at;
  }

  private endOfRun(bytes: Buffer, start: number, end: number): number {
    const { width } = this;
    let at = start;
    while (at + width <= end && this.isText(bytes, at)) at += width;
    return at;
  }

  private isText(bytes: Buffer, at: number): boolean {
    /* eslint-disable @typescript-eslint/no-non-null-assertion -- within the bytes; asking takes time for every byte */
    const unit = bytes[at + this.low]! | (bytes[at + this.high]! << 8);
    if (this.width === 4 && (bytes[at + this.upper]! | bytes[at + this.upper + 1]!) !== 0) return false;
    return CLASSES[unit]! !== NONE;
    /* eslint-enable @typescript-eslint/no-non-null-assertion */
  }

  private unitAt(bytes: Buffer, at: number): number {
    return (bytes[at + this.low] ?? 0) | ((bytes[at + this.high] ?? 0) << 8);
  }

  private tell({ bytes, base }: ScanWindow, start: number, stop: number): void {
    const { width } = this;
    const { encoding } = this.form;
    if (!isZero(bytes, stop, stop + width)) return;
    if (!this.isVaried(bytes, start, stop) || !this.isOfLetters(bytes, start, stop)) return;
    const length = (stop - start) / width;
    this.found({
      encoding,
      start: base + start,
      length,
      window: bytes,
      from: start,
      to: stop,
      isBegun: true,
      isEnded: true,
    });
  }

  /** Not a table: numbers at equal distances, or few of them again and again. */
  private isVaried(bytes: Buffer, start: number, stop: number): boolean {
    const { width } = this;
    const step = this.unitAt(bytes, start + width) - this.unitAt(bytes, start);
    let isEven = true;
    let seen = 0;
    for (let at = start; at < stop; at += width) {
      const unit = this.unitAt(bytes, at);
      if (at > start && unit - this.unitAt(bytes, at - width) !== step) isEven = false;
      seen |= 1 << (unit & 31);
    }
    return !isEven && bitsIn(seen) * 3 >= Math.min((stop - start) / width, 24);
  }

  private isOfLetters(bytes: Buffer, start: number, stop: number): boolean {
    const { width } = this;
    const length = (stop - start) / width;
    const latin = this.latinLetters(bytes, start, stop);
    if (width === 2 ? latin === length : latin === 0 && this.unitAt(bytes, start) < 0x250) return false;
    const tally = new ScriptTally();
    for (let at = start; at < stop; at += width) tally.add(this.unitAt(bytes, at));
    if (!tally.isOfOneScript || tally.isUnlikely) return false;
    if (width === 4 && tally.letters === 0) return latin * 2 > length;
    return tally.letters * 2 >= length - tally.ascii && tally.letters >= 3 && !isAscii(bytes, start, stop);
  }

  private latinLetters(bytes: Buffer, start: number, stop: number): number {
    let count = 0;
    for (let at = start; at < stop; at += this.width) if (isLatinLetter(this.unitAt(bytes, at))) count++;
    return count;
  }
}

function bitsIn(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count++;
  return count;
}

function isLatinLetter(unit: number): boolean {
  const lower = unit | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (unit >= 0xc0 && unit < 0x250);
}

function isZero(bytes: Buffer, from: number, to: number): boolean {
  for (let at = Math.max(from, 0); at < Math.min(to, bytes.length); at++) if (bytes[at] !== 0) return false;
  return true;
}

/** Characters of ASCII, two by two as units, are ideographs; that many of them are seldom there by chance. */
function isAscii(bytes: Buffer, start: number, stop: number): boolean {
  let run = 0;
  let count = 0;
  for (let at = start; at < stop; at++) {
    run = BYTE_KINDS[bytes[at] ?? 0] === BYTE_KIND.text ? run + 1 : 0;
    if (run > 0) count++;
    if (run >= 8) return true;
  }
  return count * 4 > (stop - start) * 3;
}
