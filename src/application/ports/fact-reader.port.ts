import type { ContentKey } from '#domain/jobs/analysis-options';
import type { ReportPage } from '#domain/report/fact-pages';
import type { CompareQuestion, FactQuestion } from '#domain/report/fact-question';
import type { CompareAsked, CompareView } from '#domain/views/compare-view';
import type { ReportView, ViewAsked } from '#domain/views/report-view';
import type { SimilarAsked, SimilarView } from '#domain/views/similar-view';

/** A page of facts, and the version of the result that it is of. */
export interface FactAnswer extends ReportPage {
  /** See `ResultCache.version`. */
  readonly version: string;
}

/** A view of a result, and the version of the result that it is of. */
export interface Viewed<View> {
  readonly view: View;
  /** See `ResultCache.version`. */
  readonly version: string;
}

/** Answers what is asked of results in facts, within budgets of tokens or as a view, where there is time for it. A miss is `undefined`. */
export abstract class FactReader {
  /** @throws DomainError `INVALID_OPTION`, `RESULT_CHANGED` for a cursor that does not fit, `OVERLOADED`. */
  abstract ask(key: ContentKey, question: FactQuestion): Promise<FactAnswer | undefined>;

  /** What is different in the other result. @throws as `ask`. */
  abstract compare(key: ContentKey, other: ContentKey, question: CompareQuestion): Promise<FactAnswer | undefined>;

  /** All of it that a page shows, bounded whatever the size of the result. @throws DomainError `OVERLOADED`. */
  abstract view(key: ContentKey, asked: ViewAsked): Promise<Viewed<ReportView> | undefined>;

  /** What is different in the other result, bounded as well. @throws as `view`. */
  abstract compareView(
    key: ContentKey,
    other: ContentKey,
    asked: CompareAsked,
  ): Promise<Viewed<CompareView> | undefined>;

  /** Which others have functions of it, bounded as well. @throws as `view`. */
  abstract similarView(key: ContentKey, asked: SimilarAsked): Promise<Viewed<SimilarView> | undefined>;
}
