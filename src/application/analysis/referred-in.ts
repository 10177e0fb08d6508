import type { ResultCache } from '#application/ports/result-cache.port';
import { NOWHERE } from '#domain/code/instruction-run';
import type { PagedSection } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CodeLine } from '#domain/listing/function-code';
import { importPlace } from '#domain/listing/function-code';
import type { CodeIndex } from '#domain/listing/listed-code';
import type { ReferredItem } from '#domain/listing/listing-line';
import { QUOTED_CHARACTERS } from '#domain/listing/listing-line';
import type { SectionItem } from '#domain/results/section-traits';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { tameLines } from '#domain/shared/hostile-text';
import { fromJsonText } from '#domain/shared/json-text';

/** Items of one section that may have an address of a page of lines: several names of one place among them. */
const MOST_ITEMS = 2000;

type Named = Pick<ReferredItem, 'kind' | 'name' | 'string'>;

/** What lines name, by their places: functions, imports and strings of the document, or memory without a name. */
export async function referredIn(
  cache: ResultCache,
  key: ContentKey,
  index: CodeIndex,
  lines: readonly CodeLine[],
): Promise<ReadonlyMap<number, ReferredItem>> {
  const start = BigInt(index.address);
  const targets = new Map<number, Address>();
  for (const { place, reference } of lines) {
    if (reference === NOWHERE) continue;
    targets.set(place, address(BigInt.asUintN(64, start + BigInt(importPlace(index, reference)))));
  }
  const names = await namesOf(cache, key, [...new Set(targets.values())]);
  const referred = new Map<number, ReferredItem>();
  for (const { place, isFlow } of lines) {
    const target = targets.get(place);
    const named = target && names.get(target);
    if (target === undefined || (isFlow && (named === undefined || named.kind === 'string'))) continue;
    referred.set(place, { address: target, ...(named ?? { kind: 'data' }) });
  }
  return referred;
}

/** An import before the stub that stands for it. */
async function namesOf(
  cache: ResultCache,
  key: ContentKey,
  addresses: readonly Address[],
): Promise<ReadonlyMap<Address, Named>> {
  const names = new Map<Address, Named>();
  if (addresses.length === 0) return names;
  const note = (place: Address | undefined, named: Named): void => {
    if (place !== undefined && !names.has(place)) names.set(place, named);
  };
  const items = async <Name extends PagedSection>(section: Name): Promise<readonly SectionItem<Name>[]> => {
    const page = await cache.page(key, section, { addresses, order: 'asc' }, 0, MOST_ITEMS);
    return page === undefined ? [] : fromJsonText(page.items);
  };
  const [imports, functions, strings] = await Promise.all([items('imports'), items('functions'), items('strings')]);
  for (const each of imports) note(each.address, { kind: 'import', name: each.name });
  for (const each of functions) note(each.address, { kind: 'function', name: each.name });
  for (const { address: place, content } of strings)
    note(place, { kind: 'string', string: tameLines(content, QUOTED_CHARACTERS) });
  return names;
}
