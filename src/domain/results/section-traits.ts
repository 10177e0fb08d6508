import type { AnalysisDocument } from '#domain/document/analysis-document';
import { FUNCTION_TYPES } from '#domain/document/functions';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import type { PagedSection } from '#domain/document/parts';
import { STRING_TYPES } from '#domain/document/string-types';
import type { Address } from '#domain/shared/address';

export type SectionItem<Name extends PagedSection> = AnalysisDocument[Name][number];

/** What items are ordered by: one of their texts, by code unit, their address, or a number of theirs. What is absent comes first. */
export type SortKey<Item> =
  | { readonly by: 'text'; readonly text: number }
  | { readonly by: 'address' }
  | { readonly by: 'number'; readonly of: (item: Item) => number | undefined };

/** What the items of one section can be found and ordered by. */
export interface SectionTraits<Item> {
  /** What a filter is tried on. */
  readonly texts: readonly ((item: Item) => string)[];
  readonly address: (item: Item) => Address | undefined;
  readonly type: (item: Item) => string | undefined;
  /** All that `type` can say. */
  readonly types: readonly string[];
  readonly sorts: Readonly<Record<string, SortKey<Item>>>;
}

const NAME = { by: 'text', text: 0 } as const;
const ADDRESS = { by: 'address' } as const;
const nameOf = ({ name }: { readonly name: string }): string => name;
const addressOf = ({ address }: { readonly address?: Address }): Address | undefined => address;
const sizeOf = { by: 'number', of: ({ size }: { readonly size: number }) => size } as const;
const untyped = { types: [], type: (): undefined => undefined } as const;
const EXPORT_TYPES = ['function', 'object', 'other'] as const;

export const SECTION_TRAITS = {
  functions: {
    texts: [nameOf],
    address: addressOf,
    types: FUNCTION_TYPES,
    type: ({ type }) => type,
    sorts: {
      address: ADDRESS,
      size: sizeOf,
      complexity: { by: 'number', of: ({ complexity_score: score }) => score },
      name: NAME,
      calls: { by: 'number', of: ({ calls_to: calls, totals }) => totals?.calls_to ?? calls?.length },
    },
  },
  strings: {
    texts: [({ content }) => content],
    address: addressOf,
    types: STRING_TYPES,
    type: ({ type }) => type,
    sorts: { address: ADDRESS, length: { by: 'number', of: ({ length }) => length }, content: NAME },
  },
  imports: {
    texts: [nameOf, ({ library }) => library ?? ''],
    address: addressOf,
    types: IMPORT_CATEGORIES,
    type: ({ category }) => category,
    sorts: { address: ADDRESS, name: NAME, library: { by: 'text', text: 1 } },
  },
  exports: {
    texts: [nameOf],
    address: addressOf,
    types: EXPORT_TYPES,
    type: ({ type }) => type,
    sorts: { address: ADDRESS, size: sizeOf, name: NAME },
  },
  sections: {
    texts: [nameOf],
    address: addressOf,
    ...untyped,
    sorts: {
      address: ADDRESS,
      size: sizeOf,
      entropy: { by: 'number', of: ({ entropy }) => entropy },
      name: NAME,
    },
  },
  decompiled: { texts: [nameOf], address: addressOf, ...untyped, sorts: { address: ADDRESS, name: NAME } },
} as const satisfies { readonly [Name in PagedSection]: SectionTraits<SectionItem<Name>> };
