import type { PagedSection } from '#domain/document/parts';
import type { TextFilter } from '#domain/patterns/text-filter';
import type { Address } from '#domain/shared/address';
import type { SectionItem, SectionTraits, SortKey } from './section-traits';
import { SECTION_TRAITS } from './section-traits';

export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Which items of a section are wanted, in which order; what is left out does not restrict. Plain data. */
export interface SectionQuery {
  readonly filter?: TextFilter;
  /** One of the section's types. */
  readonly type?: string;
  readonly address?: Address;
  /** Any of these. */
  readonly addresses?: readonly Address[];
  /** One of the section's sorts; absent: the document's own order. Equal items stay in that order, also when it is `desc`. */
  readonly sort?: string;
  readonly order: SortOrder;
}

/** All items as they are. */
export const EVERYTHING: SectionQuery = { order: 'asc' };

export function asksForEverything({ filter, type, address, addresses, sort }: SectionQuery): boolean {
  return [filter, type, address, addresses, sort].every((each) => each === undefined);
}

/**
 * What a query means, said plainly: whoever answers it faster gives the same. `test` tells whether a pattern matches a text.
 */
export function answerPlainly<Name extends PagedSection>(
  section: Name,
  items: readonly SectionItem<Name>[],
  query: SectionQuery,
  test: (pattern: string, text: string) => boolean,
): readonly SectionItem<Name>[] {
  const traits = SECTION_TRAITS[section] as unknown as SectionTraits<SectionItem<Name>>;
  const wanted = items.filter((item) => isWanted(item, traits, query, test));
  const key = query.sort === undefined ? undefined : traits.sorts[query.sort];
  if (key === undefined) return wanted;
  const sign = query.order === 'asc' ? 1 : -1;
  return wanted.sort((one, other) => sign * compare(keyOf(one, key, traits), keyOf(other, key, traits)));
}

function isWanted<Item>(
  item: Item,
  traits: SectionTraits<Item>,
  { filter, type, address, addresses }: SectionQuery,
  test: (pattern: string, text: string) => boolean,
): boolean {
  if (type !== undefined && traits.type(item) !== type) return false;
  const own = traits.address(item);
  if (address !== undefined && own !== address) return false;
  if (addresses !== undefined && (own === undefined || !addresses.includes(own))) return false;
  if (filter === undefined) return true;
  return traits.texts.some((text) =>
    filter.kind === 'pattern'
      ? test(filter.text, text(item))
      : text(item).toLowerCase().includes(filter.text.toLowerCase()),
  );
}

function keyOf<Item>(item: Item, key: SortKey<Item>, traits: SectionTraits<Item>): string | number | bigint {
  switch (key.by) {
    case 'text':
      return traits.texts[key.text]?.(item) ?? '';
    case 'address':
      return addressValue(traits.address(item));
    case 'number':
      return key.of(item) ?? -1;
  }
}

/** For ordering: an absent address comes first. */
export function addressValue(address: Address | undefined): bigint {
  return BigInt(address ?? 0);
}

function compare(one: string | number | bigint, other: string | number | bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
