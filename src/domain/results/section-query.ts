import type { PagedSection } from '#domain/document/parts';
import type { TextFilter } from '#domain/patterns/text-filter';
import type { Address } from '#domain/shared/address';
import type { SectionItem, SectionTraits, SortKey } from './section-traits';
import { SECTION_TRAITS } from './section-traits';

export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** What functions have to do with one another, and with what they use. All that is named must be so. */
export interface RelationConditions {
  /** Of functions: the name of an import that they use, the category of one, a text in any case within a string that they use. */
  readonly import?: string;
  /** Of functions: where an import that they use is. */
  readonly importAt?: Address;
  readonly category?: string;
  readonly string?: string;
  /** Of functions: what they call, who calls them, from where calls lead to them, what they call or use. */
  readonly calls?: Address;
  readonly calledBy?: Address;
  readonly reachableFrom?: Address;
  readonly refersTo?: Address;
  /** Of imports and strings: a function that uses them. */
  readonly usedBy?: Address;
}

/** Which items of a section are wanted, in which order; what is left out does not restrict. Plain data. */
export interface SectionQuery {
  readonly filter?: TextFilter;
  /** One of the section's types. */
  readonly type?: string;
  readonly address?: Address;
  /** Any of these. */
  readonly addresses?: readonly Address[];
  /** The whole of their first text. */
  readonly name?: string;
  /** Answered by `RelationGraph`. */
  readonly relations?: RelationConditions;
  /** One of the section's sorts; absent: the document's own order. Equal items stay in that order, also when it is `desc`. */
  readonly sort?: string;
  readonly order: SortOrder;
}

/** All items as they are. */
export const EVERYTHING: SectionQuery = { order: 'asc' };

export function asksForEverything(query: SectionQuery): boolean {
  return Object.keys(query).every((name) => name === 'order');
}

/**
 * What a query means, relations apart, said plainly: whoever answers it faster gives the same. `test` tells whether a pattern matches a text.
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
  { filter, type, address, addresses, name }: SectionQuery,
  test: (pattern: string, text: string) => boolean,
): boolean {
  if (type !== undefined && traits.type(item) !== type) return false;
  const own = traits.address(item);
  if (address !== undefined && own !== address) return false;
  if (addresses !== undefined && (own === undefined || !addresses.includes(own))) return false;
  if (name !== undefined && traits.texts[0]?.(item) !== name) return false;
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
