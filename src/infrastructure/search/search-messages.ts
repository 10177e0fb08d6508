import type { CallGraphRequest, CallNeighbourhood } from '#domain/results/call-graph';
import type { RelationQuestion } from '#domain/results/relation-graph';
import type { SectionQuery } from '#domain/results/section-query';
import type { Address } from '#domain/shared/address';
import type { FieldFault } from '#domain/shared/domain-error';
import type { Described, Found } from './section-searcher';

/** What is asked of the columns of a section. */
export type SectionTask =
  | {
      readonly kind: 'find';
      readonly query: SectionQuery;
      /** The places that fit the relations of the query; absent where it has none. */
      readonly among?: Uint32Array;
      readonly offset: number;
      readonly limit: number;
    }
  /** What stands at these places. */
  | { readonly kind: 'describe'; readonly places: Uint32Array };

/** What is asked of the relations of a document. */
export type RelationTask =
  | { readonly kind: 'functions'; readonly question: RelationQuestion }
  | { readonly kind: 'used'; readonly section: 'imports' | 'strings'; readonly by: Address }
  | { readonly kind: 'around'; readonly request: CallGraphRequest };

/** One search, as it goes to the thread. */
export interface SearchRequest {
  /** Names the columns for good: other columns have another name. */
  readonly columns: string;
  readonly task: SectionTask | RelationTask;
  /** The columns themselves, for a thread that does not know them. */
  readonly stored?: Uint8Array;
}

/** What each task is answered with. */
export interface TaskAnswers {
  readonly find: Found;
  readonly describe: readonly Described[];
  readonly functions: Uint32Array;
  readonly used: Uint32Array;
  readonly around: CallNeighbourhood | undefined;
}

/** Its answer. */
export type SearchOutcome =
  | { readonly kind: 'answered'; readonly answer: TaskAnswers[keyof TaskAnswers] }
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
