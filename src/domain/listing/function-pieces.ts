import type { IntList } from '#domain/code/int-list';

/** A function as it is to be listed. */
export interface FunctionBounds {
  readonly place: number;
  /** Bytes: that a table or symbol gives it from its beginning on, or as many as were read of it; 0 where nothing says. */
  readonly size: number;
  /** Pairs of its code as it was read, ascending. */
  readonly read: ArrayLike<number>;
}

/** Of a function of which only the beginning is known, such as a stub. Bytes. */
const LEAST_KNOWN = 16;
/** Bounds that overlap are looked through no further, as a multiple of the code. */
const MOST_MARKED = 8;

/** All code of functions in pairs: what was read of each, and the rest of its bounds that no other has and that is code. */
export class FunctionPieces {
  /** 1: no code, or code that was read. */
  private readonly taken: Uint8Array;

  /** @param code pairs of all code. */
  constructor(
    functions: readonly FunctionBounds[],
    code: readonly (readonly [number, number])[],
    private readonly length: number,
  ) {
    this.taken = new Uint8Array(length).fill(1);
    for (const [start, end] of code) this.taken.fill(0, Math.max(0, start), Math.max(0, end));
    let allowance = length * MOST_MARKED;
    for (const { read } of functions) {
      for (let at = 0; at < read.length && allowance > 0; at += 2) {
        const [start, end] = this.pair(read, at);
        if (start < end) this.taken.fill(1, start, end);
        allowance -= Math.max(0, end - start);
      }
    }
  }

  /** Puts the pairs of a function, ascending, behind others; `next`: where the function after it begins. */
  add({ place, size, read }: FunctionBounds, next: number, pieces: IntList): void {
    const before = pieces.length;
    const end = size > bytesIn(read) ? Math.min(this.length, next, place + size) : 0;
    let behind = Math.max(0, place);
    for (let at = 0; at < read.length; at += 2) {
      const [start, stop] = this.pair(read, at);
      if (start >= stop) continue;
      this.addFree(behind, Math.min(start, end), pieces);
      pieces.push(start);
      pieces.push(stop);
      behind = Math.max(behind, stop);
    }
    this.addFree(behind, end, pieces);
    if (pieces.length === before) this.addFree(place, Math.min(this.length, next, place + LEAST_KNOWN), pieces);
  }

  /** What of the code between two places is nobody's. */
  private addFree(from: number, to: number, pieces: IntList): void {
    const { taken } = this;
    for (let at = from; at < to; at += 1) {
      if (taken[at] === 1) continue;
      pieces.push(at);
      while (at < to && taken[at] === 0) at += 1;
      pieces.push(at);
    }
  }

  private pair(read: ArrayLike<number>, at: number): readonly [number, number] {
    return [Math.max(0, read[at] ?? 0), Math.min(this.length, read[at + 1] ?? 0)];
  }
}

/** What was read makes up the whole of what is known, wherever it lies: there is no more. */
function bytesIn(read: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < read.length; at += 2) sum += (read[at + 1] ?? 0) - (read[at] ?? 0);
  return sum;
}
