import type { FunctionInfo } from '#domain/analysis/analysis-document';
import { address } from '#domain/shared/address';
import type { Address } from '#domain/shared/address';
import { byAddress } from './function-list';
import type { FoundFunction } from './function-list';

/** Which function an instruction is part of. */
export class FunctionExtents {
  private readonly ends: readonly Address[];
  /** References come in ascending order: mostly the answer is the one before. */
  private last = 0;

  /**
   * @param functions by ascending address.
   * @param found Where radare2 says how far a function goes, the farther end counts; the next function ends it in any case.
   */
  constructor(
    private readonly functions: readonly FunctionInfo[],
    found: readonly FoundFunction[],
  ) {
    const reach = new Map(found.map(({ address: start, end }) => [start, end]));
    this.ends = functions.map(({ address: start, size }) => {
      const end = endOf(start, size);
      const other = reach.get(start);
      return other !== undefined && byAddress(other, end) > 0 ? other : end;
    });
  }

  /** Its index in the list; `undefined` outside of all. */
  at(place: Address): number | undefined {
    if (!this.isBehindStart(this.last, place) || this.isBehindStart(this.last + 1, place))
      this.last = this.floor(place);
    const end = this.ends[this.last];
    return this.isBehindStart(this.last, place) && end !== undefined && byAddress(place, end) < 0
      ? this.last
      : undefined;
  }

  private isBehindStart(index: number, place: Address): boolean {
    const start = this.functions[index]?.address;
    return start !== undefined && byAddress(start, place) <= 0;
  }

  private floor(place: Address): number {
    let low = 0;
    let high = this.functions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.isBehindStart(middle, place)) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

const TOP = 0xffff_ffff_ffff_ffffn;

function endOf(start: Address, size: number): Address {
  const end = BigInt(start) + BigInt(Math.max(1, size));
  return address(end > TOP ? TOP : end);
}
