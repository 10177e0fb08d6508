import type { ReportPage } from '#domain/report/fact-pages';
import type { CompareQuestion, FactQuestion } from '#domain/report/fact-question';
import type { ReportView, ViewAsked } from '#domain/views/report-view';
import type { FieldFault, RefusalCode } from '#domain/shared/domain-error';

/** A version of a result. */
export interface OrderedDocument {
  /** Names it for good: another version of it has another name. */
  readonly name: string;
  readonly version: string;
  /** The document as gzip of JSON, for a thread that does not know it. */
  readonly document?: Uint8Array;
}

/** The whole of a result, to be looked at. */
export interface ViewQuestion extends ViewAsked {
  readonly kind: 'view';
}

/** One question, as it goes to the thread: of one result, or of two. */
export type ReportOrder =
  | { readonly of: readonly [OrderedDocument]; readonly question: ViewQuestion }
  | { readonly of: readonly [OrderedDocument]; readonly question: FactQuestion }
  | { readonly of: readonly [OrderedDocument, OrderedDocument]; readonly question: CompareQuestion };

/** Its answer. */
export type ReportOutcome =
  | { readonly kind: 'answered'; readonly page: ReportPage }
  | { readonly kind: 'viewed'; readonly view: ReportView }
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
