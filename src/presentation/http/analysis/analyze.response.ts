import type { Progress } from './progress-view';
import type { SummaryView } from './summary-view';

export const PROCESSING_TYPES = ['synchronous', 'asynchronous'] as const;
export type ProcessingType = (typeof PROCESSING_TYPES)[number];

/** The answer to a submission. */
export interface AnalysisData extends Progress {
  readonly processing_type: ProcessingType;
  readonly cached: boolean;
  /** ISO 8601; null once it has ended and while no worker is there. */
  readonly estimated_completion: string | null;
  /** With `synchronous`. */
  readonly result?: SummaryView;
}
