import { CAPS, STRING_LIMIT } from '#domain/document/caps';
import type { Kept } from '#domain/document/kept';
import type { ExtractedString } from '#domain/document/strings';
import { address } from '#domain/shared/address';
import { tameLines } from '#domain/shared/hostile-text';
import { MB } from '#domain/shared/quantities';
import type { CountedTexts } from './counted-texts';
import { stringTableTexts, userStrings } from './counted-texts';
import { barOf, isPossible, isReadable } from './readable-run';
import { ScanMemory } from './scan-memory';
import type { ScanOptions } from './string-scanner';
import { StringScanner } from './string-scanner';
import { stringType } from './string-type';
import type { PlaceContent, PlacePiece, TextPlace } from './text-place';
import { disjointPieces } from './text-place';
import type { TextRun } from './text-run';
import { decodeRun } from './text-run';

/** Bytes of a place whose texts have their lengths before them; more is read like other data. */
const LARGEST_COUNTED = 8 * MB;

export interface StringReaderOptions extends Pick<ScanOptions, 'endianness' | 'isWindows'> {
  readonly places: readonly TextPlace[];
  /** Bytes. */
  readonly fileSize: number;
}

interface PlacedString {
  readonly string: ExtractedString;
  readonly at: number;
}

/**
 * Finds the strings of a file whose bytes come by in their order, in slices of any size; all of them are counted, and as many
 * kept as a document holds: the first, those aside last. Takes the time of one look at each byte, and makes text only of what
 * it keeps, or has to read to know.
 */
export class StringReader {
  private readonly pieces: readonly PlacePiece[];
  private next = 0;
  private readonly memory = new ScanMemory();
  private reading: PieceReader | undefined;
  private readonly kept: readonly [PlacedString[], PlacedString[]] = [[], []];
  private total = 0;
  /** As of the last slice: within one all are kept, for they do not come in their order. */
  private isFull: [boolean, boolean] = [false, false];

  constructor(private readonly options: StringReaderOptions) {
    this.pieces = disjointPieces(options.places, options.fileSize);
  }

  /** @param offset of the first byte in the file: where the last slice ended */
  push(bytes: Uint8Array, offset: number): void {
    const end = offset + bytes.length;
    for (let piece = this.pieces[this.next]; piece !== undefined && piece.start < end; piece = this.pieces[this.next]) {
      this.reading ??= this.readerOf(piece);
      this.reading.push(bytes.subarray(Math.max(piece.start - offset, 0), piece.end - offset));
      if (piece.end > end) break;
      this.endPiece();
    }
    this.isFull = [this.kept[0].length >= CAPS.strings, this.kept[1].length >= CAPS.strings];
  }

  /** The file has ended. In the order of the file. */
  finish(): Kept<ExtractedString> {
    this.endPiece();
    const [first, aside] = this.kept.map((list) => inFileOrder(list).slice(0, CAPS.strings));
    const chosen = [...(first ?? []), ...(aside ?? []).slice(0, CAPS.strings - (first?.length ?? 0))];
    return { items: inFileOrder(chosen).map(({ string }) => string), total: this.total };
  }

  private endPiece(): void {
    this.reading?.finish();
    this.reading = undefined;
    this.next++;
  }

  private readerOf(piece: PlacePiece): PieceReader {
    const { place, start, end } = piece;
    if (place.holds === 'none') return UNREAD;
    const begin = place.address + BigInt(start - place.offset);
    const found = (run: TextRun): void => {
      this.take(run, piece, begin);
    };
    const scannerAt = (shift: number): StringScanner => {
      const options = { ...this.options, ...barOf(place.holds), address: begin + BigInt(shift) };
      return new StringScanner(options, this.memory, (run) => {
        found(shift === 0 ? run : { ...run, start: run.start + shift });
      });
    };
    const read = end - start > LARGEST_COUNTED ? undefined : COUNTED[place.holds];
    return read === undefined ? scannerAt(0) : new CountedReader(read, scannerAt, found);
  }

  private take(run: TextRun, { place, start }: PlacePiece, begin: bigint): void {
    const { holds, section } = place;
    if (!isPossible(run, holds)) return;
    const list = place.isAside === true ? 1 : 0;
    const mustRead = holds === 'code' || holds === 'unknown';
    // Those that have their lengths before them come in their order, all of a place at once.
    const isFull = this.isFull[list] || (COUNTED[holds] !== undefined && this.kept[list].length >= CAPS.strings);
    if (isFull && !mustRead) {
      this.total++;
      return;
    }
    const text = decodeRun(run);
    const type = stringType(text);
    if (!isReadable(text, type, holds)) return;
    this.total++;
    if (isFull) return;
    const at = start + run.start;
    const string = {
      content: tameLines(text, STRING_LIMIT),
      address: address(BigInt.asUintN(64, begin + BigInt(run.start))),
      offset: address(at),
      length: run.length,
      encoding: run.encoding,
      type,
      ...(section !== undefined && { section }),
    };
    this.kept[list].push({ string, at });
  }
}

interface PieceReader {
  push(bytes: Uint8Array): void;
  finish(): void;
}

const UNREAD: PieceReader = { push: () => undefined, finish: () => undefined };

const COUNTED: Partial<Readonly<Record<PlaceContent, CountedTexts>>> = {
  string_table: stringTableTexts,
  user_strings: userStrings,
};

/** Keeps its bytes until it has all. What is not as it should be is read as any other data. */
class CountedReader implements PieceReader {
  private readonly bytes: Buffer[] = [];

  constructor(
    private readonly read: CountedTexts,
    private readonly scannerAt: (shift: number) => PieceReader,
    private readonly found: (run: TextRun) => void,
  ) {}

  push(bytes: Uint8Array): void {
    this.bytes.push(Buffer.from(bytes));
  }

  finish(): void {
    const whole = Buffer.concat(this.bytes);
    const end = this.read(whole, this.found);
    if (end >= whole.length) return;
    const scanner = this.scannerAt(end);
    scanner.push(whole.subarray(end));
    scanner.finish();
  }
}

function inFileOrder(list: readonly PlacedString[]): readonly PlacedString[] {
  return [...list].sort((a, b) => a.at - b.at);
}
