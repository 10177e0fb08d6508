import type { FunctionInfo } from '#domain/document/functions';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';
import type { FoundFunction } from './function-list';

/** Consecutive code of one function; `owner` is its index in the list. */
export interface CodeRange {
  readonly start: Address;
  readonly end: Address;
  readonly owner: number;
}

/** Padding between its blocks does not make a function scattered. Bytes. */
const PADDING = 64n;
const TOP = 0xffff_ffff_ffff_ffffn;

/** Whether other code may lie between a function's blocks. */
export function isScattered({ address: start, size, span }: FoundFunction): boolean {
  if (span === undefined) return false;
  return byAddress(span.start, start) < 0 || BigInt(span.end) - BigInt(start) > BigInt(size) + PADDING;
}

/** Which function an instruction is part of. */
export class FunctionExtents {
  /** By ascending start. */
  readonly ranges: readonly CodeRange[];
  /** References come in ascending order: mostly the answer is the one before. */
  private last = 0;

  /** @param blocks of scattered functions, by their address. A block in the midst of another function is not counted. */
  constructor(
    functions: readonly FunctionInfo[],
    found: readonly FoundFunction[],
    blocks: ReadonlyMap<Address, readonly Omit<CodeRange, 'owner'>[]> = new Map(),
  ) {
    const byPlace = new Map(found.map((each) => [each.address, each]));
    const own = functions.map((each, owner) => ownRange(each, byPlace.get(each.address), blocks, owner));
    this.ranges = own;
    const others: CodeRange[] = [];
    for (const [owner, { address: start }] of functions.entries()) {
      for (const block of blocks.get(start) ?? []) {
        if (this.at(block.start) === undefined) others.push({ ...block, owner });
      }
    }
    this.ranges = [...own, ...others].sort((a, b) => byAddress(a.start, b.start) || a.owner - b.owner);
  }

  /** The function's index in the list; `undefined` outside of all. */
  at(place: Address): number | undefined {
    if (!this.beginsBy(this.last, place) || this.beginsBy(this.last + 1, place)) this.last = this.floor(place);
    const range = this.ranges[this.last];
    return range !== undefined && this.beginsBy(this.last, place) && byAddress(place, range.end) < 0
      ? range.owner
      : undefined;
  }

  private beginsBy(index: number, place: Address): boolean {
    const start = this.ranges[index]?.start;
    return start !== undefined && byAddress(start, place) <= 0;
  }

  private floor(place: Address): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.beginsBy(middle, place)) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

/** From the start on: what a table or symbol says, or as far as radare2 found blocks; of a scattered one its first block. */
function ownRange(
  { address: start, size }: FunctionInfo,
  found: FoundFunction | undefined,
  blocks: ReadonlyMap<Address, readonly Omit<CodeRange, 'owner'>[]>,
  owner: number,
): CodeRange {
  const first = blocks.get(start)?.find((block) => block.start === start);
  const isKnownOtherwise = size !== found?.size;
  if (first !== undefined && !isKnownOtherwise) return { ...first, owner };
  const sum = BigInt(start) + BigInt(Math.max(1, size));
  const end = address(sum > TOP ? TOP : sum);
  const reach = first === undefined ? found?.span?.end : undefined;
  return { start, end: reach !== undefined && byAddress(reach, end) > 0 ? reach : end, owner };
}
