import type {
  AnalysisSummary,
  ListJobsResponse,
  ListKeysResponse,
  SearchFactsResponse,
} from '#client/generated/types.gen';

export type Job = ListJobsResponse['data'][number];

export type Key = ListKeysResponse['data'][number];
export type Page<Item> = { readonly data: readonly Item[]; readonly total_count: number; readonly has_next: boolean };
type FactPages = Extract<SearchFactsResponse, { readonly success: true }>['data'];
export type FactPage = Extract<FactPages, { readonly facts: unknown }>;
export type Fact = FactPage['facts'][number];

/** The summary of a result, as far as it is known. */
export interface Result {
  readonly summary: AnalysisSummary;
  /** While the analysis goes on. */
  readonly isPartial: boolean;
  /** How often it was read before: each time more may be known. */
  readonly round: number;
}
