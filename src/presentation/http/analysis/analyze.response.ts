import type { Progress } from './progress-view';
import type { SummaryView } from './summary-view';

/** The answer to a submission. */
export interface AnalysisData extends Progress {
  readonly processing_type: 'synchronous' | 'asynchronous';
  readonly cached: boolean;
  /** With `synchronous`. */
  readonly result?: SummaryView;
}
