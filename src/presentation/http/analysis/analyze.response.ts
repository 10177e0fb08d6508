import type { Progress } from './progress-view';
import type { SummaryView } from './summary-view';

/** The answer to a submission. */
export interface AnalysisData extends Progress {
  readonly processing_type: 'synchronous' | 'asynchronous';
  readonly cached: boolean;
  /** ISO 8601, from measured times; null once it has ended, and until something was measured. */
  readonly estimated_completion: string | null;
  /** With `synchronous`. */
  readonly result?: SummaryView;
}
