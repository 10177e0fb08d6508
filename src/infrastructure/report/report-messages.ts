import type { ReportPage } from '#domain/report/fact-pages';
import type { FactQuestion } from '#domain/report/fact-question';
import type { FieldFault, RefusalCode } from '#domain/shared/domain-error';

/** One question, as it goes to the thread. */
export interface ReportOrder {
  /** Names the document for good: another version of it has another name. */
  readonly name: string;
  readonly version: string;
  readonly question: FactQuestion;
  /** The document as gzip of JSON, for a thread that does not know it. */
  readonly document?: Uint8Array;
}

/** Its answer. */
export type ReportOutcome =
  | { readonly kind: 'answered'; readonly page: ReportPage }
  /** Send the document along. */
  | { readonly kind: 'unknown' }
  /** A refusal of what was asked. */
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly message: string;
      readonly details: readonly FieldFault[];
      readonly remediation: string;
    };
