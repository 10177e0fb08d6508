import type { Address } from '#domain/shared/address';

interface Indexed {
  readonly address?: Address | undefined;
}

/** Most have one alone, which needs no list. */
type Places = ReadonlyMap<string, number | readonly number[]>;

/** Finds items of one list by what they are asked for by; each way is made when it is first used. Places are in the list's order. */
export class PlaceIndex<Item extends Indexed> {
  private byAddress: Places | undefined;
  private byName: Places | undefined;

  /**
   * @param items asked for when they are first needed
   * @param nameOf what a name that is asked for is compared with
   */
  constructor(
    private readonly items: () => readonly Item[],
    private readonly nameOf: (item: Item) => string,
  ) {}

  get count(): number {
    return this.items().length;
  }

  at(address: Address): readonly number[] {
    this.byAddress ??= placesBy(this.items(), (item) => item.address);
    return listed(this.byAddress.get(address));
  }

  named(name: string): readonly number[] {
    this.byName ??= placesBy(this.items(), this.nameOf);
    return listed(this.byName.get(name));
  }
}

function listed(places: number | readonly number[] = []): readonly number[] {
  return typeof places === 'number' ? [places] : places;
}

function placesBy<Item>(items: readonly Item[], keyOf: (item: Item) => string | undefined): Places {
  const places = new Map<string, number | number[]>();
  for (const [place, item] of items.entries()) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const known = places.get(key);
    if (known === undefined) places.set(key, place);
    else if (typeof known === 'number') places.set(key, [known, place]);
    else known.push(place);
  }
  return places;
}
