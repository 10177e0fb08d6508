import type { ResultCache } from '#application/ports/result-cache.port';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { ItemKind, ItemReference } from '#domain/results/item-reference';
import type { SectionQuery } from '#domain/results/section-query';
import type { Address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import type { JsonText } from '#domain/shared/json-text';
import { fromJsonText } from '#domain/shared/json-text';

/** Of several that bear a name. */
const MOST_CANDIDATES = 20;
/** Where the name of a library may end. */
const MOST_SPLITS = 8;
const SECTIONS = { function: 'functions', import: 'imports', string: 'strings' } as const;
const EXTENSION = /\.(?:dll|exe|sys|drv|ocx|dylib|so(?:\.[\d.]+)?)$/i;

/** A reference, where it comes from, and what it may name. */
export interface ReferenceWanted {
  readonly reference: ItemReference;
  /** Of the request. */
  readonly field: string;
  readonly kinds: readonly ItemKind[];
}

/** What it names. */
export interface Referred {
  readonly kind: ItemKind;
  readonly address: Address;
  /** Of a string, its content. */
  readonly name: string;
  /** Of an import, where the format says. */
  readonly library?: string;
}

/** What the items of the three sections have of it. */
interface Named {
  readonly address?: Address;
  readonly name?: string;
  readonly content?: string;
  readonly library?: string;
}

interface Candidates {
  readonly items: readonly Referred[];
  readonly total: number;
}

/**
 * All that a reference names, at one address; nothing where there is none. `undefined` where the result is gone.
 * @throws DomainError `INVALID_OPTION` where several bear the name, or it may not name what it does; `OVERLOADED`.
 */
export async function resolveReference(
  cache: ResultCache,
  key: ContentKey,
  { reference, field, kinds }: ReferenceWanted,
): Promise<readonly Referred[] | undefined> {
  const meant = kinds.filter((kind) => reference.kind === undefined || reference.kind === kind);
  if (meant.length === 0) throw notOfKind(field, kinds);
  const find = (kind: ItemKind, query: Omit<SectionQuery, 'order'>): Promise<Candidates | undefined> =>
    candidates(cache, key, kind, query);
  if ('address' in reference) {
    const { address } = reference;
    const found = await Promise.all(meant.map((kind) => find(kind, { address })));
    return found.includes(undefined) ? undefined : found.flatMap((each) => each?.items ?? []);
  }
  const { name } = reference;
  for (const kind of meant) {
    if (kind === 'string') continue;
    const byName = await find(kind, { name });
    const found = kind === 'import' && byName?.total === 0 ? await ofLibrary(name, find) : byName;
    if (found === undefined) return undefined;
    if (new Set(found.items.map((each) => each.address)).size > 1) throw ambiguous(field, found);
    if (found.items.length > 0) return found.items;
  }
  return [];
}

async function candidates(
  cache: ResultCache,
  key: ContentKey,
  kind: ItemKind,
  query: Omit<SectionQuery, 'order'>,
): Promise<Candidates | undefined> {
  const page = await cache.page(key, SECTIONS[kind], { ...query, order: 'asc' }, 0, MOST_CANDIDATES);
  if (page === undefined) return undefined;
  const items = fromJsonText<readonly Named[]>(page.items as JsonText<readonly Named[]>).flatMap(
    ({ address, name, content, library }) =>
      address === undefined
        ? []
        : [{ kind, address, name: content ?? name ?? '', ...(library !== undefined && { library }) }],
  );
  return { items, total: page.total };
}

/** `LIBRARY.name`, the library with or without its extension, in any case. */
async function ofLibrary(
  text: string,
  find: (kind: 'import', query: { readonly name: string }) => Promise<Candidates | undefined>,
): Promise<Candidates | undefined> {
  const parts = text.split('.');
  for (let at = 1; at < Math.min(parts.length, MOST_SPLITS); at += 1) {
    const [library, name] = [bare(parts.slice(0, at).join('.')), parts.slice(at).join('.')];
    const found = await find('import', { name });
    if (found === undefined) return undefined;
    const items = found.items.filter((each) => each.library !== undefined && bare(each.library) === library);
    if (items.length > 0) return { items, total: items.length };
  }
  return { items: [], total: 0 };
}

function bare(library: string): string {
  return library.replace(EXTENSION, '').toLowerCase();
}

function ambiguous(field: string, { items, total }: Candidates): DomainError {
  const addresses = [...new Set(items.map(({ address }) => address))];
  return new DomainError(
    'INVALID_OPTION',
    `${total} of them bear this name: ${addresses.length} addresses are in the details.`,
    {
      details: addresses.map((address) => ({ field, message: address })),
      remediation: 'Send the address of the one that is meant.',
    },
  );
}

function notOfKind(field: string, kinds: readonly ItemKind[]): DomainError {
  return new DomainError('INVALID_OPTION', `An option is wrong: ${field}.`, {
    details: [
      { field, message: `must name ${kinds.map((kind) => `${kind === 'import' ? 'an' : 'a'} ${kind}`).join(' or ')}` },
    ],
    remediation: 'Send an address, such as 0x401000, or a name.',
  });
}
