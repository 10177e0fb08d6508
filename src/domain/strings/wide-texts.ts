import { BYTE_KIND, BYTE_KINDS, CHARACTER_CLASS, CHARACTER_CLASSES } from './text-classes';
import type { ScanWindow, TextPass } from './text-pass';
import { LONGEST_HELD } from './text-pass';
import type { TextRun } from './text-run';

/** Whether a byte with a zero behind it begins a text: ASCII, and letters of Latin-1. */
const BEGINS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const kind = CHARACTER_CLASSES[byte];
  return kind === CHARACTER_CLASS.ascii || kind === CHARACTER_CLASS.latin ? 1 : 0;
});

const CLASSES = CHARACTER_CLASSES;
const { latin: LATIN, common: COMMON, ascii: ASCII } = CHARACTER_CLASS;

/** Finds UTF-16 of Latin text, little-endian at any place; also what lies one byte before it and is big-endian. */
export class WideTexts implements TextPass {
  private open: { run: TextRun; length: number } | undefined;

  /** @param parity whether texts begin at even or odd places @param hasBigEndian whether one byte before them they may */
  constructor(
    private readonly shortest: number,
    private readonly parity: 0 | 1,
    private readonly hasBigEndian: boolean,
    private readonly isTerminated: boolean,
    private readonly found: (run: TextRun) => void,
  ) {}

  scan(window: ScanWindow, from: number, end: number, isLast: boolean): number {
    const { bytes, base } = window;
    let at = this.open === undefined ? from + ((from + base + this.parity) & 1) : this.goOn(window, from, end, isLast);
    while (at + 2 <= end) {
      const start = this.nextStart(bytes, at, end);
      const stop = endOfRun(bytes, start, end);
      if (stop + 2 > end && !isLast) return this.hold(window, start, stop);
      if (stop - start >= this.shortest * 2) this.tell(window, start, stop);
      at = stop + 2;
    }
    return Math.min(at, end);
  }

  private nextStart(bytes: Uint8Array, from: number, end: number): number {
    let start = from;
    const span = this.shortest * 2;
    /* eslint-disable @typescript-eslint/no-non-null-assertion -- within the bytes; asking takes time for every byte */
    for (let at = from + span - 2; at >= start && at + 2 <= end;) {
      if (bytes[at + 1]! === 0 && BEGINS[bytes[at]!]! === 1) at -= 2;
      else {
        start = at + 2;
        at += span;
      }
    }
    /* eslint-enable @typescript-eslint/no-non-null-assertion */
    return start;
  }

  private hold(window: ScanWindow, start: number, stop: number): number {
    if (stop - start < LONGEST_HELD) return start;
    const { bytes, base } = window;
    const head = Buffer.from(bytes.subarray(start, stop));
    const place = { start: base + start, window: head, from: 0, to: head.length };
    this.open = {
      run: { ...place, encoding: 'utf-16le', length: 0, isBegun: true, isEnded: true },
      length: head.length / 2,
    };
    return stop;
  }

  private goOn({ bytes }: ScanWindow, from: number, end: number, isLast: boolean): number {
    const { open } = this;
    if (open === undefined) return from;
    const stop = endOfRun(bytes, from, end);
    open.length += (stop - from) / 2;
    if (stop + 2 > end && !isLast) return stop;
    this.found({ ...open.run, length: open.length });
    this.open = undefined;
    return stop;
  }

  private tell({ bytes, base }: ScanWindow, first: number, stop: number): void {
    // The last letter of ASCII text, with its terminator.
    const start = endsAscii(bytes, first) ? first + 2 : first;
    const length = (stop - start) / 2;
    if (length < this.shortest) return;
    const isEnded = stop + 2 > bytes.length || (bytes[stop] === 0 && bytes[stop + 1] === 0);
    if (this.isTerminated && !isEnded) return;
    const isBigEndian = this.hasBigEndian && bytes[start - 1] === 0 && (bytes[stop] ?? 0) === 0;
    const shift = isBigEndian ? 1 : 0;
    this.found({
      encoding: isBigEndian ? 'utf-16be' : 'utf-16le',
      start: base + start - shift,
      length,
      window: bytes,
      from: start - shift,
      to: stop - shift,
      isBegun: start < 2 || (bytes[start - 1] === 0 && bytes[start - 2] === 0),
      isEnded,
    });
  }
}

function endOfRun(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at + 2 <= end) {
    const kind = CLASSES[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)];
    if (kind !== ASCII && kind !== LATIN && kind !== COMMON) break;
    at += 2;
  }
  return at;
}

/** Whether the byte there is the fourth or a later character of ASCII text. */
function endsAscii(bytes: Uint8Array, at: number): boolean {
  for (let back = 1; back <= 3; back++) if (BYTE_KINDS[bytes[at - back] ?? 0] !== BYTE_KIND.text) return false;
  return BYTE_KINDS[bytes[at] ?? 0] === BYTE_KIND.text;
}
