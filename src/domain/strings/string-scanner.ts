import type { Endianness } from '#domain/shared/executable-header';
import { Claims } from './claims';
import { ForeignTexts, UTF16, UTF32 } from './foreign-texts';
import { NarrowTexts } from './narrow-texts';
import type { ScanMemory } from './scan-memory';
import type { ScanWindow, TextPass } from './text-pass';
import type { TextRun } from './text-run';
import { WideTexts } from './wide-texts';

export interface ScanOptions {
  /** Characters of a text that is told, of one byte each, and of more. */
  readonly shortest: number;
  readonly shortestWide: number;
  /** Whether a text ends with a zero, or is none. */
  readonly isTerminated: boolean;
  /** Of integers in the file. */
  readonly endianness: Endianness;
  /** Systems whose wide text is little-endian, whatever its place. */
  readonly isWindows: boolean;
  /** Of the first byte in memory. */
  readonly address: bigint;
}

/** Bytes before the place where a pass goes on that it looks at. */
const CONTEXT = 8;

/**
 * Finds text in bytes that come piece by piece: ASCII, UTF-8, UTF-16 and UTF-32, by what is well formed and by what stands around
 * it. Each kind is looked for in a pass of its own over bytes that are in the processor's cache, which makes of a byte one look-up
 * or less; takes memory of some pieces. What a text of more bytes a character covers is told once, as that.
 */
export class StringScanner {
  private readonly foreign: readonly TextPass[];
  private readonly latin: readonly TextPass[];
  /** Where each pass goes on. */
  private readonly places: number[];
  /** Of its memory the first byte in use, counted from the scanner's start. */
  private base = 0;
  private length = 0;
  private readonly claims: readonly Claims[];

  constructor(
    { shortest, shortestWide, isTerminated, endianness, isWindows, address }: ScanOptions,
    private readonly memory: ScanMemory,
    private readonly found: (run: TextRun) => void,
  ) {
    const phase = Number(BigInt.asUintN(2, address));
    const claims = [new Claims(), new Claims()] as const;
    this.claims = claims;
    this.foreign = [UTF32[endianness], UTF16[endianness]].map((form, index) => {
      return new ForeignTexts(form, shortestWide, phase, (run) => {
        if (this.tell(run)) claims[index]?.add(run.start, endOf(run));
      });
    });
    const tell = (run: TextRun): void => {
      this.tell(run);
    };
    const odd = (phase & 1) === 0 ? 1 : 0;
    this.latin = [
      new NarrowTexts(shortest, isTerminated, tell),
      new WideTexts(shortestWide, 0, odd === 0 && !isWindows, isTerminated, tell),
      new WideTexts(shortestWide, 1, odd === 1 && !isWindows, isTerminated, tell),
    ];
    this.places = [...this.foreign, ...this.latin].map(() => 0);
  }

  push(bytes: Uint8Array): void {
    this.memory.append(this.length, bytes);
    this.length += bytes.length;
    this.scan(false);
  }

  /** Nothing follows. */
  finish(): void {
    this.scan(true);
  }

  private scan(isLast: boolean): void {
    const window = { bytes: this.memory.first(this.length), base: this.base };
    const { length } = this.foreign;
    for (const [index, pass] of this.foreign.entries()) this.run(pass, index, window, this.length, isLast);
    // What those have not decided is not for the others yet.
    const decided = Math.min(...this.places.slice(0, length)) - this.base;
    for (const [index, pass] of this.latin.entries()) this.run(pass, length + index, window, decided, isLast);
    const oldest = Math.min(...this.places);
    for (const claims of this.claims) claims.forget(oldest);
    const kept = Math.max(oldest - this.base - CONTEXT, 0) & ~3;
    this.memory.drop(kept, this.length);
    this.base += kept;
    this.length -= kept;
  }

  private run(pass: TextPass, index: number, window: ScanWindow, end: number, isLast: boolean): void {
    const from = (this.places[index] ?? 0) - window.base;
    this.places[index] = window.base + pass.scan(window, from, end, isLast);
  }

  /** `false` for what lies where another text was found, of more bytes a character. */
  private tell(run: TextRun): boolean {
    const end = endOf(run);
    if (this.claims.some((claims) => claims.meet(run.start, end))) return false;
    this.found(run);
    return true;
  }
}

function endOf({ start, from, to }: TextRun): number {
  return start + to - from;
}
