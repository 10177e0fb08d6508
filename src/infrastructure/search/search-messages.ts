import type { SectionQuery } from '#domain/results/section-query';
import type { FieldFault } from '#domain/shared/domain-error';
import type { Found } from './section-searcher';

/** One search, as it goes to the thread. */
export interface SearchRequest {
  /** Names the columns for good: other columns have another name. */
  readonly columns: string;
  readonly query: SectionQuery;
  readonly offset: number;
  readonly limit: number;
  /** The columns themselves, for a thread that does not know them. */
  readonly stored?: Uint8Array;
}

/** Its answer. */
export type SearchOutcome =
  | ({ readonly kind: 'found' } & Found)
  /** Send the columns along. */
  | { readonly kind: 'unknown' }
  /** A refusal of the caller's query. */
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly details: readonly FieldFault[];
      readonly remediation: string;
    }
  | { readonly kind: 'failed'; readonly message: string };
