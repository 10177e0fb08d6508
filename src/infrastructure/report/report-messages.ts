import type { ReportPage } from '#domain/report/fact-pages';
import type { CompareQuestion, FactQuestion } from '#domain/report/fact-question';
import type { Tokenizer } from '#domain/report/token-counter';
import type { FieldFault, RefusalCode } from '#domain/shared/domain-error';
import type { CompareAsked, CompareView } from '#domain/views/compare-view';
import type { ReportView, ViewAsked } from '#domain/views/report-view';
import type { SimilarAsked, SimilarView } from '#domain/views/similar-view';
import type { SentResult } from './stored-result';

/** A version of a result. */
export interface OrderedDocument {
  /** Names it for good: another version of it has another name. */
  readonly name: string;
  readonly version: string;
  /** Its pieces, for a thread that does not know it. */
  readonly document?: SentResult;
}

/** A result, or two, to be looked at. */
export type ViewQuestion = (ViewAsked & { readonly kind: 'view' }) | (SimilarAsked & { readonly kind: 'similar-view' });
export type CompareViewQuestion = CompareAsked & { readonly kind: 'compare-view' };
export type AnyView = ReportView | SimilarView | CompareView;

/** One question, as it goes to the thread: of one result, or of two. */
export type ReportOrder =
  | { readonly of: readonly [OrderedDocument]; readonly question: ViewQuestion }
  | { readonly of: readonly [OrderedDocument]; readonly question: FactQuestion }
  | {
      readonly of: readonly [OrderedDocument, OrderedDocument];
      readonly question: CompareQuestion | CompareViewQuestion;
    };

/** Pieces of text whose tokens are to be counted. */
export interface CountOrder {
  readonly count: readonly string[];
  readonly tokenizer: Tokenizer;
}

/** What the thread is told: a question, to count, or to load what any will need. */
export type ThreadOrder = ReportOrder | CountOrder | { readonly warmUp: true };

/** Its answer. */
export type ReportOutcome =
  | { readonly kind: 'answered'; readonly page: ReportPage }
  | { readonly kind: 'viewed'; readonly view: AnyView }
  /** Send the documents along. */
  | { readonly kind: 'unknown' }
  /** A refusal of what was asked. */
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly message: string;
      readonly details: readonly FieldFault[];
      readonly remediation: string;
    };
