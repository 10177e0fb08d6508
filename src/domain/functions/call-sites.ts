import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { RELATION_LIMITS } from './bounded-lists';

const FIRST_ROOM = 1024;
const HALF = 2 ** 32;
/** `0x` and as many digits as a number holds exactly. */
const EXACT_LENGTH = 15;
const LOW_DIGITS = 8;

/** Where a function calls another. */
export interface CallPlaces {
  /** The lowest, in their order. */
  readonly at: readonly Address[];
  /** All of them. */
  readonly total: number;
}

/** The instructions of all calls, in columns: programs have hundreds of thousands. Callers and what they call are numbers of the user's. */
export class CallSites {
  private callers = new Uint32Array(FIRST_ROOM);
  private callees = new Uint32Array(FIRST_ROOM);
  /** Of the address: its upper and its lower half. */
  private upper = new Uint32Array(FIRST_ROOM);
  private lower = new Uint32Array(FIRST_ROOM);
  private count = 0;
  /** Of all, by caller: those of `caller` are from `starts[caller]` to before `starts[caller + 1]`. */
  private order: { readonly sites: Uint32Array; readonly starts: Uint32Array } | undefined;

  constructor(
    private readonly functions: number,
    private readonly most: number = RELATION_LIMITS.callSites,
  ) {}

  /** More than may be kept: nothing is said of any. */
  get isOver(): boolean {
    return this.count > this.most;
  }

  /** In any order; repeats count once. */
  put(caller: number, callee: number, from: Address): void {
    if (this.isOver) return;
    if (this.count === this.callers.length) this.grow();
    this.callers[this.count] = caller;
    this.callees[this.count] = callee;
    if (from.length <= EXACT_LENGTH) {
      const value = Number(from);
      this.upper[this.count] = value / HALF;
      this.lower[this.count] = value % HALF;
    } else {
      this.upper[this.count] = parseInt(from.slice(0, -LOW_DIGITS), 16);
      this.lower[this.count] = parseInt(from.slice(-LOW_DIGITS), 16);
    }
    this.count += 1;
    this.order = undefined;
  }

  /** By what is called. */
  of(caller: number): ReadonlyMap<number, CallPlaces> {
    const found = new Map<number, { at: Address[]; total: number; last: number }>();
    if (this.isOver) return found;
    for (const site of this.ordered(caller)) {
      const callee = this.callees[site] ?? 0;
      const known = found.get(callee);
      if (known === undefined) found.set(callee, { at: [this.placeOf(site)], total: 1, last: site });
      else if (this.compare(known.last, site) !== 0) {
        known.last = site;
        known.total += 1;
        if (known.at.length < RELATION_LIMITS.calls) known.at.push(this.placeOf(site));
      }
    }
    return found;
  }

  /** By their places. Most come so. */
  private ordered(caller: number): Uint32Array {
    const { sites, starts } = (this.order ??= this.byCaller());
    const own = sites.subarray(starts[caller], starts[caller + 1]);
    for (let at = 1; at < own.length; at += 1) {
      if (this.compare(own[at - 1] ?? 0, own[at] ?? 0) > 0) return own.sort((one, other) => this.compare(one, other));
    }
    return own;
  }

  private placeOf(site: number): Address {
    const [upper, lower] = [this.upper[site] ?? 0, this.lower[site] ?? 0];
    return address((BigInt(upper) << 32n) | BigInt(lower));
  }

  private compare(one: number, other: number): number {
    return (this.upper[one] ?? 0) - (this.upper[other] ?? 0) || (this.lower[one] ?? 0) - (this.lower[other] ?? 0);
  }

  private byCaller(): { readonly sites: Uint32Array; readonly starts: Uint32Array } {
    const { callers, count } = this;
    const starts = new Uint32Array(this.functions + 1);
    for (let site = 0; site < count; site += 1) {
      const behind = (callers[site] ?? 0) + 1;
      starts[behind] = (starts[behind] ?? 0) + 1;
    }
    for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
    const next = starts.slice();
    const sites = new Uint32Array(count);
    for (let site = 0; site < count; site += 1) {
      const caller = callers[site] ?? 0;
      const place = next[caller] ?? 0;
      sites[place] = site;
      next[caller] = place + 1;
    }
    return { sites, starts };
  }

  private grow(): void {
    this.callers = doubled(this.callers);
    this.callees = doubled(this.callees);
    this.upper = doubled(this.upper);
    this.lower = doubled(this.lower);
  }
}

function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}
