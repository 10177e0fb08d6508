import { Arm64Decoder } from '#domain/code/arm64-decoder';
import { Arm64Run } from '#domain/code/arm64-run';
import { FLOW } from '#domain/code/flow';
import type { InstructionRun } from '#domain/code/instruction-run';
import { NOWHERE } from '#domain/code/instruction-run';
import { firstAbove } from '#domain/code/int-list';
import { X86Decoder } from '#domain/code/x86-decoder';
import { X86Run } from '#domain/code/x86-run';
import type { CodeIndex } from './listed-code';

/** Instructions of one function up to which what is known of registers is followed: each stretch of so many can be read by itself. */
const STRETCH = 4096;

/** One instruction, or bytes that are none. */
export interface CodeLine {
  readonly place: number;
  readonly bytes: Uint8Array;
  /** The bytes are no instruction. */
  readonly isBad: boolean;
  /** Where it leads to, or what it names; `NOWHERE` without. */
  readonly reference: number;
  /** It leads there by itself: a direct jump, branch or call. */
  readonly isFlow: boolean;
}

/** Consecutive code of a function, from a place on. */
export interface CodePiece {
  readonly place: number;
  readonly bytes: Uint8Array;
}

/** Reads the instructions of one function. Any bytes give lines, at least one for each 15 of them. */
export class FunctionCode {
  /** Of each stretch: piece and offset in it. */
  private readonly stretches: (readonly [piece: number, offset: number])[] = [];
  private readonly step: number;
  private counted = 0;

  constructor(
    private readonly index: CodeIndex,
    private readonly pieces: readonly CodePiece[],
  ) {
    this.step = index.architecture === 'arm64' ? 4 : 1;
  }

  /** Lines of all pieces: one count for each of some thousand lines, so that others have their turn. */
  *count(): Generator<number, number> {
    let until = 0;
    for (const [piece, { bytes }] of this.pieces.entries()) {
      const decoder = this.decoderOf(bytes);
      for (let at = 0; at < bytes.length; this.counted += 1) {
        if (this.counted === until) {
          this.stretches.push([piece, at]);
          until += STRETCH;
          yield this.counted;
        }
        const length = decoder.decode(at);
        at += length === 0 || at + length > bytes.length ? badLength(bytes.length - at, this.step) : length;
      }
    }
    return this.counted;
  }

  /** Lines from one to before another; after `count`. */
  lines(from: number, to: number): readonly CodeLine[] {
    const lines: CodeLine[] = [];
    const stretch = Math.floor(from / STRETCH);
    const [firstPiece, firstOffset] = this.stretches[stretch] ?? [this.pieces.length, 0];
    let line = stretch * STRETCH;
    for (let piece = firstPiece; piece < this.pieces.length && line < to; piece += 1) {
      const start = piece === firstPiece ? firstOffset : 0;
      for (const each of this.pieceLines(piece, start, line)) {
        if (line >= to) break;
        if (line >= from) lines.push(each);
        line += 1;
      }
    }
    return lines;
  }

  private *pieceLines(piece: number, start: number, first: number): Generator<CodeLine> {
    const { place, bytes } = this.pieces[piece] ?? { place: 0, bytes: new Uint8Array() };
    const run = this.runOf({ place, bytes });
    run.begin(true);
    let line = first;
    for (let at = start; at < bytes.length; line += 1) {
      if (line > first && line % STRETCH === 0) run.begin(true);
      const read = run.step(at);
      const isBad = read === 0 || at + read > bytes.length;
      const length = isBad ? badLength(bytes.length - at, this.step) : read;
      const isFlow = !isBad && isDirect(run);
      const reference = isBad ? NOWHERE : referenceOf(run, place);
      yield { place: place + at, bytes: bytes.subarray(at, at + length), isBad, reference, isFlow };
      if (isBad || endsRun(run)) run.begin(false);
      at += length;
    }
  }

  private decoderOf(bytes: Uint8Array): Pick<InstructionRun, 'length'> & { decode(offset: number): number } {
    const { architecture } = this.index;
    return architecture === 'arm64' ? new Arm64Decoder(bytes) : new X86Decoder(bytes, architecture === 'x86' ? 32 : 64);
  }

  private runOf({ place, bytes }: CodePiece): InstructionRun {
    const { architecture, isFixed, globalOffsetTable: table, memory } = this.index;
    const address = BigInt(this.index.address) + BigInt(place);
    if (architecture === 'arm64') return new Arm64Run(bytes, address);
    return new X86Run(bytes, {
      bits: architecture === 'x86' ? 32 : 64,
      address: Number(address),
      isFixed,
      globalOffsetTable: table === undefined ? undefined : table - place,
      holds: (at) => isWithin(memory, at + place),
    });
  }
}

function badLength(left: number, step: number): number {
  return Math.min(left, step);
}

function isDirect({ flow }: InstructionRun): boolean {
  return flow === FLOW.jump || flow === FLOW.branch || flow === FLOW.call;
}

function referenceOf(run: InstructionRun, place: number): number {
  const named = isDirect(run) ? run.target : run.reference;
  return named === NOWHERE ? NOWHERE : named + place;
}

/** What is known of registers holds no longer behind it. */
function endsRun({ flow }: InstructionRun): boolean {
  return flow === FLOW.jump || flow === FLOW.indirectJump || flow === FLOW.return || flow === FLOW.stop;
}

/** Whether a place lies in one of ascending pairs. */
export function isWithin(pairs: Int32Array, place: number): boolean {
  return firstAbove(pairs, place) % 2 === 1;
}

/** Pairs of the function that begins at a place; `undefined` where no code of such a one is kept. */
export function piecesAt({ places, firsts, pieces }: CodeIndex, place: number): Int32Array | undefined {
  const at = firstAbove(places, place) - 1;
  if (places[at] !== place) return undefined;
  return pieces.subarray(firsts[at] ?? 0, firsts[at + 1] ?? 0);
}

/** The place by which the document knows an import that another stands for; else the same. */
export function importPlace({ slots }: CodeIndex, place: number): number {
  let [low, high] = [0, slots.length >> 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle * 2] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return slots[low * 2] === place ? (slots[low * 2 + 1] ?? place) : place;
}
