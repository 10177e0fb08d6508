import type { AnalysisDepth } from '#domain/document/analysis-depth';

/** What the process that analyses is told first. */
export interface AnalyserOrder {
  readonly seed: number;
  readonly depth: AnalysisDepth;
  readonly timeoutSeconds: number;
}

/** What became of one mutant. */
export interface Outcome {
  readonly number: number;
  /** What it was made of. */
  readonly of: string;
  /** `completed`, `partial`, or the code of the refusal. */
  readonly end: string;
  readonly milliseconds: number;
  /** What must not be. */
  readonly faults: readonly string[];
}
