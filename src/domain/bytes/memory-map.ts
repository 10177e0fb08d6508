export interface MappedRange {
  /** In memory. */
  readonly address: bigint;
  /** Bytes that come from the file. */
  readonly size: number;
  /** Of those bytes, from the file's start. */
  readonly offset: number;
}

/** From where in memory to where in the file. Of ranges that overlap, the one that begins last counts. */
export class MemoryMap {
  /** By address. */
  readonly ranges: readonly MappedRange[];

  constructor(ranges: readonly MappedRange[]) {
    this.ranges = ranges.filter(({ size }) => size > 0).sort((a, b) => compare(a.address, b.address));
  }

  /** The file offset of the byte at `address`, and how many bytes follow it there; `undefined` when the file has none. */
  locate(address: bigint): { readonly offset: number; readonly room: number } | undefined {
    const range = lastStartingBy(this.ranges, address);
    const within = range === undefined ? -1 : Number(address - range.address);
    if (range === undefined || within >= range.size) return undefined;
    return { offset: range.offset + within, room: range.size - within };
  }
}

export function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Binary search in ranges sorted by address. */
export function lastStartingBy<Range extends { readonly address: bigint }>(
  ranges: readonly Range[],
  address: bigint,
): Range | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle];
    if (range !== undefined && range.address <= address) low = middle + 1;
    else high = middle;
  }
  return ranges[low - 1];
}
