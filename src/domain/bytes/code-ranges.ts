import { compare, lastStartingBy } from './memory-map';

export interface AddressRange {
  readonly address: bigint;
  /** Bytes. */
  readonly size: bigint;
}

/** Where a program has code: a set of addresses, whatever order and overlaps the file gives its ranges in. */
export class CodeRanges {
  private readonly merged: readonly { readonly address: bigint; end: bigint }[];

  constructor(ranges: readonly AddressRange[]) {
    const merged: { address: bigint; end: bigint }[] = [];
    for (const { address, size } of ranges.toSorted((a, b) => compare(a.address, b.address))) {
      const last = merged.at(-1);
      const end = address + size;
      if (last === undefined || address > last.end) merged.push({ address, end });
      else if (end > last.end) last.end = end;
    }
    this.merged = merged;
  }

  /** By address; none touches another. */
  get ranges(): readonly AddressRange[] {
    return this.merged.map(({ address, end }) => ({ address, size: end - address }));
  }

  get isEmpty(): boolean {
    return this.merged.every(({ address, end }) => address === end);
  }

  /** Bytes from `address` to where the code around it ends; 0 when there is none. */
  room(address: bigint): bigint {
    const range = lastStartingBy(this.merged, address);
    return range === undefined || address >= range.end ? 0n : range.end - address;
  }
}
