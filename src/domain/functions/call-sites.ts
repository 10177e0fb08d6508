import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { RELATION_LIMITS } from './bounded-lists';

const FIRST_ROOM = 1024;

/** Where a function calls another. */
export interface CallPlaces {
  /** The lowest, in their order. */
  readonly at: readonly Address[];
  /** All of them. */
  readonly total: number;
}

/** The instructions of all calls, in columns: programs have hundreds of thousands. */
export class CallSites {
  private sources = new Uint32Array(FIRST_ROOM);
  private targets = new Uint32Array(FIRST_ROOM);
  private places = new BigUint64Array(FIRST_ROOM);
  private count = 0;
  private readonly ids = new Map<Address, number>();
  private readonly callees: Address[] = [];
  /** Of all, by source: those of `source` are from `starts[source]` to before `starts[source + 1]`. */
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
  put(source: number, to: Address, from: Address): void {
    if (this.isOver) return;
    if (this.count === this.sources.length) this.grow();
    let id = this.ids.get(to);
    if (id === undefined) {
      id = this.callees.push(to) - 1;
      this.ids.set(to, id);
    }
    this.sources[this.count] = source;
    this.targets[this.count] = id;
    this.places[this.count] = BigInt(from);
    this.count += 1;
    this.order = undefined;
  }

  /** By what is called. */
  of(source: number): ReadonlyMap<Address, CallPlaces> {
    const found = new Map<Address, { at: Address[]; total: number; last: bigint }>();
    if (this.isOver) return found;
    const { sites, starts } = (this.order ??= this.bySource());
    const own = sites.subarray(starts[source], starts[source + 1]);
    for (const site of own.sort((one, other) => this.compare(one, other))) {
      const [to, place = 0n] = [this.callees[this.targets[site] ?? 0], this.places[site]];
      if (to === undefined) continue;
      const known = found.get(to);
      if (known === undefined) found.set(to, { at: [address(place)], total: 1, last: place });
      else if (known.last !== place) {
        known.last = place;
        known.total += 1;
        if (known.at.length < RELATION_LIMITS.calls) known.at.push(address(place));
      }
    }
    return found;
  }

  private compare(one: number, other: number): number {
    const [a = 0n, b = 0n] = [this.places[one], this.places[other]];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  private bySource(): { readonly sites: Uint32Array; readonly starts: Uint32Array } {
    const starts = new Uint32Array(this.functions + 1);
    const sources = this.sources.subarray(0, this.count);
    for (const source of sources) starts[source + 1] = (starts[source + 1] ?? 0) + 1;
    for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
    const next = starts.slice();
    const sites = new Uint32Array(this.count);
    for (const [site, source] of sources.entries()) {
      const place = next[source] ?? 0;
      sites[place] = site;
      next[source] = place + 1;
    }
    return { sites, starts };
  }

  private grow(): void {
    const room = this.count * 2;
    const [sources, targets, places] = [new Uint32Array(room), new Uint32Array(room), new BigUint64Array(room)];
    sources.set(this.sources);
    targets.set(this.targets);
    places.set(this.places);
    [this.sources, this.targets, this.places] = [sources, targets, places];
  }
}
