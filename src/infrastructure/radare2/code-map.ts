import type { Section, Segment } from '#domain/analysis/analysis-document';
import type { Address } from '#domain/shared/address';

/** Which addresses are executable memory. */
export class CodeMap {
  private readonly ranges: readonly { readonly start: bigint; readonly end: bigint }[];

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
  }

  /** True everywhere when nothing is known to be executable. */
  holds(address: Address): boolean {
    if (this.ranges.length === 0) return true;
    const value = BigInt(address);
    const range = this.ranges[this.firstBehind(value)];
    return range !== undefined && range.start <= value;
  }

  /** Bytes of executable memory, as far as it is known. */
  get size(): bigint {
    return this.ranges.reduce((sum, { start, end }) => sum + end - start, 0n);
  }

  /** Bytes of it between two addresses. */
  sizeWithin(start: bigint, end: bigint): bigint {
    let sum = 0n;
    for (let at = this.firstBehind(start); at < this.ranges.length; at++) {
      const range = this.ranges[at];
      if (range === undefined || range.start >= end) break;
      sum += (range.end < end ? range.end : end) - (range.start > start ? range.start : start);
    }
    return sum;
  }

  /** The index of the first range that ends behind `value`. */
  private firstBehind(value: bigint): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ranges[middle]?.end ?? 0n) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Range {
  readonly start: bigint;
  readonly end: bigint;
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
