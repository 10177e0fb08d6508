import type { Section, Segment } from '#domain/document/sections';
import type { Address } from '#domain/shared/address';

/** Which addresses are executable memory. */
export class CodeMap {
  private readonly ranges: readonly Range[];
  /** The same as numbers, where numbers are exact; they are compared in a fraction of the time. */
  private readonly exact: readonly NumberRange[] | undefined;

  /** Sections are finer than segments, so they decide where there are any. */
  constructor(sections: readonly Section[], segments: readonly Segment[]) {
    const executable = [sections, segments].map((list) => list.filter((each) => each.permissions.endsWith('x')));
    const places = executable.find((list) => list.length > 0) ?? [];
    this.ranges = merged(
      places.map(({ address, size, virtual_size }) => ({
        start: BigInt(address),
        end: BigInt(address) + BigInt(Math.max(size, virtual_size)),
      })),
    );
    const isExact = (this.ranges.at(-1)?.end ?? 0n) <= BigInt(Number.MAX_SAFE_INTEGER);
    this.exact = isExact
      ? this.ranges.map(({ start, end }) => ({ start: Number(start), end: Number(end) }))
      : undefined;
  }

  /** True everywhere when nothing is known to be executable. */
  holds(address: Address): boolean {
    if (this.ranges.length === 0) return true;
    // An address beyond the exact numbers is rounded to one that is beyond them too.
    if (this.exact !== undefined) return holds(this.exact, Number(address));
    return holds(this.ranges, BigInt(address));
  }

  /** Bytes of executable memory, as far as it is known. */
  get size(): bigint {
    return this.ranges.reduce((sum, { start, end }) => sum + end - start, 0n);
  }

  /** Bytes of it between two addresses. */
  sizeWithin(start: bigint, end: bigint): bigint {
    let sum = 0n;
    for (let at = firstBehind(this.ranges, start); at < this.ranges.length; at++) {
      const range = this.ranges[at];
      if (range === undefined || range.start >= end) break;
      sum += (range.end < end ? range.end : end) - (range.start > start ? range.start : start);
    }
    return sum;
  }
}

function holds(ranges: readonly (Range | NumberRange)[], value: bigint | number): boolean {
  const range = ranges[firstBehind(ranges, value)];
  return range !== undefined && range.start <= value;
}

/** The index of the first range that ends behind `value`. */
function firstBehind(ranges: readonly (Range | NumberRange)[], value: bigint | number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

interface NumberRange {
  readonly start: number;
  readonly end: number;
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of [...ranges].sort((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = result.at(-1);
    if (last === undefined || range.start > last.end) result.push(range);
    else if (range.end > last.end) result[result.length - 1] = { start: last.start, end: range.end };
  }
  return result;
}
