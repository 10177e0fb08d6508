import type { UseSite } from '#domain/document/use-site';
import { byAddress } from '#domain/shared/by-address';
import { RELATION_LIMITS } from './bounded-lists';

const NONE: ReadonlyMap<never, never> = new Map<never, never>();

/** What functions use, each thing with one instruction that does; the instructions of all lists together are bounded. */
export class SiteLists {
  constructor(private allowance: number = RELATION_LIMITS.sites) {}

  of<Used>(): SiteList<Used> {
    return new SiteList<Used>(() => this.allowance-- > 0);
  }
}

export class SiteList<Used> {
  /** By the index of the function. */
  private readonly lists: (Map<Used, UseSite | undefined> | undefined)[] = [];

  constructor(private readonly mayKeep: () => boolean) {}

  /** In any order: of several instructions the lowest that calls is kept, or else the lowest. */
  put(index: number, used: Used, site: UseSite | undefined): void {
    const list = this.lists[index];
    if (list === undefined) {
      this.lists[index] = new Map([[used, this.kept(site)]]);
      return;
    }
    const known = list.get(used);
    if (known === undefined) list.set(used, list.has(used) ? undefined : this.kept(site));
    else if (site !== undefined && isBetter(site, known)) list.set(used, site);
  }

  keys(index: number): readonly Used[] {
    return [...(this.lists[index]?.keys() ?? [])];
  }

  site(index: number, used: Used): UseSite | undefined {
    return this.lists[index]?.get(used);
  }

  sites(index: number): ReadonlyMap<Used, UseSite | undefined> {
    return this.lists[index] ?? NONE;
  }

  private kept(site: UseSite | undefined): UseSite | undefined {
    return site !== undefined && this.mayKeep() ? site : undefined;
  }
}

function isBetter(one: UseSite, than: UseSite): boolean {
  if (one.kind !== than.kind) return one.kind === 'call_site';
  return byAddress(one.address, than.address) < 0;
}
