import { STRING_LIMIT } from '#domain/document/caps';
import type { StringEncoding } from '#domain/document/strings';

export interface FoundText {
  /** Of its first byte, counted from the scanner's start. */
  readonly start: number;
  /** Characters, before any cut. */
  readonly length: number;
  /** Its first `STRING_LIMIT` characters, as they are. */
  readonly content: string;
  readonly encoding: Extract<StringEncoding, 'ascii' | 'utf-16le'>;
}

/** BEL, BS, TAB, LF, VT, FF, CR and ESC: the control characters that texts have. */
const CONTROLS = [7, 8, 9, 10, 11, 12, 13, 27];

const PRINTABLE = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 0x20 && byte < 0x7f) || CONTROLS.includes(byte) ? 1 : 0,
);

/** Bytes of a run, of characters of two bytes as well. */
const HELD = PRINTABLE.map((isPrintable, byte) => (byte === 0 ? 1 : isPrintable));

/** Finds runs of printable ASCII, one and two bytes wide, in bytes that come piece by piece. Takes constant memory. */
export class StringScanner {
  private at = 0;
  private previous = 0;
  private readonly narrow = new Run('ascii');
  /** By whether they begin at an even or an odd byte. */
  private readonly wide = [new Run('utf-16le'), new Run('utf-16le')] as const;

  constructor(
    private readonly shortest: number,
    private readonly found: (text: FoundText) => void,
  ) {}

  push(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length;) {
      const start = this.isIdle ? this.nextStart(bytes, index) : index;
      this.at += start - index;
      index = this.take(bytes, start);
    }
  }

  private get isIdle(): boolean {
    return this.narrow.length + this.wide[0].length + this.wide[1].length === 0;
  }

  /** Where the next run may begin: from there on there are as many bytes that one may hold as the shortest has, or all that are left. */
  private nextStart(bytes: Uint8Array, from: number): number {
    let start = from;
    for (let at = from + this.shortest - 1; at >= start && at < bytes.length;) {
      if (HELD[bytes[at] ?? 0] === 1) at--;
      else {
        start = at + 1;
        at += this.shortest;
      }
    }
    return start;
  }

  /** Bytes one by one, until no run goes on; the index of what follows. */
  private take(bytes: Uint8Array, from: number): number {
    for (let index = from; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      const before = this.narrow.length;
      if (PRINTABLE[byte] === 1) this.narrow.add(byte, this.at);
      else if (before > 0) this.end(this.narrow);
      // A character and the zero above it end here; what ends a longer narrow run is its terminator.
      const wide = this.at % 2 === 0 ? this.wide[1] : this.wide[0];
      if (byte === 0 && before === 1) wide.add(this.previous, this.at - 1);
      else if (wide.length > 0) this.end(wide);
      this.previous = byte;
      this.at++;
      if (byte !== 0 && this.isIdle) return index + 1;
    }
    return bytes.length;
  }

  /** Nothing follows. */
  finish(): void {
    for (const run of [this.narrow, ...this.wide]) this.end(run);
  }

  private end(run: Run): void {
    if (run.length >= this.shortest) this.found(run.text());
    run.length = 0;
  }
}

class Run {
  length = 0;
  private start = 0;
  private readonly kept = Buffer.alloc(STRING_LIMIT);

  constructor(private readonly encoding: FoundText['encoding']) {}

  add(byte: number, at: number): void {
    if (this.length === 0) this.start = at;
    if (this.length < STRING_LIMIT) this.kept[this.length] = byte;
    this.length++;
  }

  text(): FoundText {
    const content = this.kept.toString('latin1', 0, Math.min(this.length, STRING_LIMIT));
    return { start: this.start, length: this.length, content, encoding: this.encoding };
  }
}
