import type { FactAnswer, Viewed } from '#application/ports/fact-reader.port';
import { DomainError } from '#domain/shared/domain-error';
import type { AnyView, ReportOrder, ReportOutcome } from './report-messages';

/** What the thread said of the version that it was asked about. */
export interface Answered {
  readonly outcome: Exclude<ReportOutcome, { readonly kind: 'unknown' | 'refused' }>;
  readonly version: string;
}

/** @throws DomainError what the thread refused. */
export function answered(outcome: ReportOutcome, { of: [{ version }] }: ReportOrder): Answered {
  switch (outcome.kind) {
    case 'answered':
    case 'viewed':
      return { outcome, version };
    case 'refused':
      throw new DomainError(outcome.code, outcome.message, outcome);
    case 'unknown':
      throw new Error('Failed to read a document as facts: it was sent along and is not known');
  }
}

/** Of a question that is answered in facts. */
export function pageOf(answer: Answered | undefined): FactAnswer | undefined {
  if (answer === undefined) return undefined;
  if (answer.outcome.kind !== 'answered') throw unfit();
  return { ...answer.outcome.page, version: answer.version };
}

/** @template View what the question asks for */
export function viewOf<View extends AnyView>(answer: Answered | undefined): Viewed<View> | undefined {
  if (answer === undefined) return undefined;
  if (answer.outcome.kind !== 'viewed') throw unfit();
  return { view: answer.outcome.view as View, version: answer.version };
}

function unfit(): Error {
  return new Error('Failed to read a document as facts: the thread answered another question');
}
