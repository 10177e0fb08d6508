import type { ResultCache } from '#application/ports/result-cache.port';
import type { FunctionInfo } from '#domain/document/functions';
import type { AnalysisOptions, ContentKey } from '#domain/jobs/analysis-options';
import { whyNotAsked } from '#domain/results/not-analysed';
import { parseAddress } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { fromJsonText } from '#domain/shared/json-text';

/** Of functions whose name contains the one that is asked for. */
const MOST_LOOKED_AT = 500;
const LONGEST_NAME = 200;

/**
 * The function that begins at an address or bears a name; `undefined` where the result is gone.
 * @throws DomainError `NOT_FOUND`; `INVALID_OPTION` when several bear it; `OVERLOADED`.
 */
export async function findFunction(
  cache: ResultCache,
  key: ContentKey,
  reference: string,
  options: AnalysisOptions,
): Promise<FunctionInfo | undefined> {
  const address = parseAddress(reference);
  const filter = { kind: 'substring', text: reference.slice(0, LONGEST_NAME) } as const;
  const query = address === undefined ? { filter, order: 'asc' as const } : { address, order: 'asc' as const };
  const page = await cache.page(key, 'functions', query, 0, MOST_LOOKED_AT);
  if (page === undefined) return undefined;
  const found = fromJsonText(page.items);
  const meant = address === undefined ? found.filter(({ name }) => name === reference) : found;
  const [first, ...others] = meant;
  if (first === undefined) throw notFound(reference, whyNotAsked('functions', options));
  if (others.length > 0) throw ambiguous(meant);
  return first;
}

function notFound(reference: string, whyNone: string | undefined): DomainError {
  if (whyNone !== undefined) {
    return new DomainError('NOT_FOUND', 'The functions of this file were not read.', {
      details: whyNone,
      remediation: 'Send the file again, with functions in focus_areas.',
    });
  }
  const how = parseAddress(reference) === undefined ? 'bears this name' : `begins at ${reference}`;
  return new DomainError('NOT_FOUND', `No function of this result ${how}.`, {
    remediation: 'Take the address from the list of functions, such as 0x401000.',
  });
}

function ambiguous(meant: readonly FunctionInfo[]): DomainError {
  const places = meant.map(({ address }) => address).slice(0, 20);
  return new DomainError('INVALID_OPTION', 'Several functions bear this name.', {
    details: [{ field: 'ref', message: `begins at ${places.join(', ')}` }],
    remediation: 'Ask by the address of one of them.',
  });
}
