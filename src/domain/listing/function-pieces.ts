import { firstAbove } from '#domain/code/int-list';

/** A function as it is to be listed. */
export interface FunctionBounds {
  readonly place: number;
  /** Bytes behind its beginning that a table or symbol gives it, or 0. */
  readonly size: number;
  /** Pairs of its code as it was read, ascending. */
  readonly read: readonly number[];
}

/** All code of a function, in pairs: what was read of it, and the rest of its bounds that no other function has and that is code. */
export class FunctionPieces {
  /** Pairs that are no code, or code that was read, ascending and apart from one another. */
  private readonly taken: Int32Array;

  /** @param code pairs of all code, ascending. */
  constructor(
    functions: readonly FunctionBounds[],
    private readonly code: readonly (readonly [number, number])[],
    private readonly length: number,
  ) {
    this.taken = merged([...functions.flatMap(({ read }) => pairsOf(read)), ...between(code, length)]);
  }

  of({ place, size, read }: FunctionBounds): readonly number[] {
    const pieces = pairsOf(read)
      .map(([start, end]) => [Math.max(0, start), Math.min(this.length, end)] as const)
      .filter(([start, end]) => start < end);
    if (size === 0) return pieces.flat();
    const rest = this.untaken(Math.max(0, place), Math.min(this.length, place + size));
    return [...pieces, ...rest].sort(([one], [other]) => one - other).flat();
  }

  /** Where no code of others begins before: of a function of which only the beginning is known. */
  until(place: number, most: number): number {
    const next = this.taken[beginningAbove(this.taken, place)] ?? this.length;
    const isCode = this.code.some(([start, end]) => place >= start && place < end);
    return isCode ? Math.min(next, place + most, this.length) : place;
  }

  private untaken(from: number, to: number): readonly (readonly [number, number])[] {
    const { taken } = this;
    const left: [number, number][] = [];
    let start = from;
    let at = Math.max(0, beginningAbove(taken, from) - 2);
    for (; at < taken.length && (taken[at] ?? 0) < to; at += 2) {
      const [begin, end] = [taken[at] ?? 0, taken[at + 1] ?? 0];
      if (begin > start) left.push([start, begin]);
      start = Math.max(start, end);
    }
    if (start < to) left.push([start, to]);
    return left;
  }
}

type Pair = readonly [number, number];

function pairsOf(list: readonly number[]): readonly Pair[] {
  return Array.from({ length: list.length >> 1 }, (_, at) => [list[at * 2] ?? 0, list[at * 2 + 1] ?? 0]);
}

function between(code: readonly Pair[], length: number): readonly Pair[] {
  const gaps: Pair[] = [];
  let behind = 0;
  for (const [start, end] of code) {
    if (start > behind) gaps.push([behind, start]);
    behind = Math.max(behind, end);
  }
  if (behind < length) gaps.push([behind, length]);
  return gaps;
}

function merged(pairs: readonly Pair[]): Int32Array {
  const list: number[] = [];
  for (const [start, end] of pairs.toSorted(([one], [other]) => one - other)) {
    const last = list.length - 1;
    if (last > 0 && start <= (list[last] ?? 0)) list[last] = Math.max(list[last] ?? 0, end);
    else list.push(start, end);
  }
  return Int32Array.from(list);
}

/** Index of the first pair that begins above a place; ends of pairs are ascending with their beginnings. */
function beginningAbove(pairs: Int32Array, place: number): number {
  const above = firstAbove(pairs, place);
  return above + (above & 1);
}
