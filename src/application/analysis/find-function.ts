import type { ResultCache } from '#application/ports/result-cache.port';
import type { FunctionInfo } from '#domain/document/functions';
import type { AnalysisOptions, ContentKey } from '#domain/jobs/analysis-options';
import { whyNotAsked } from '#domain/results/not-analysed';
import type { Address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { fromJsonText } from '#domain/shared/json-text';
import type { ReferenceWanted } from './resolve-reference';
import { resolveReference } from './resolve-reference';

/** How a function is referred to, and where in the request. */
export type FunctionWanted = Pick<ReferenceWanted, 'reference' | 'field'>;

/**
 * The function that is meant; `undefined` where the result is gone.
 * @throws DomainError `NOT_FOUND`; `INVALID_OPTION` when several bear the name; `OVERLOADED`.
 */
export async function findFunction(
  cache: ResultCache,
  key: ContentKey,
  wanted: FunctionWanted,
  options: AnalysisOptions,
): Promise<FunctionInfo | undefined> {
  const places = await placesOf(cache, key, wanted);
  const [address] = places ?? [];
  const page = address && (await cache.page(key, 'functions', { address, order: 'asc' }, 0, 1));
  if (places === undefined || (address !== undefined && page === undefined)) return undefined;
  const [found] = page === undefined ? [] : fromJsonText(page.items);
  if (found === undefined) throw noSuchFunction(wanted, whyNotAsked('functions', options));
  return found;
}

/** Where the function begins that is meant: an address is taken as it is, a name looked up. */
export async function placesOf(
  cache: ResultCache,
  key: ContentKey,
  { reference, field }: FunctionWanted,
): Promise<readonly Address[] | undefined> {
  if ('address' in reference && (reference.kind ?? 'function') === 'function') return [reference.address];
  const found = await resolveReference(cache, key, { reference, field, kinds: ['function'] });
  return found?.map(({ address }) => address);
}

export function noSuchFunction({ reference }: FunctionWanted, whyNone: string | undefined): DomainError {
  if (whyNone !== undefined) {
    return new DomainError('NOT_FOUND', 'The functions of this file were not read.', {
      details: whyNone,
      remediation: 'Send the file again, with functions in focus_areas.',
    });
  }
  const how = 'address' in reference ? `begins at ${reference.address}` : 'bears this name';
  return new DomainError('NOT_FOUND', `No function of this result ${how}.`, {
    remediation: 'Take the address from the list of functions, such as 0x401000.',
  });
}
