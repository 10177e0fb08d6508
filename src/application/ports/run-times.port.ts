import type { AnalysisDepth } from '#domain/document/analysis-depth';

/** What the time of a run depends on most. */
export interface RunKind {
  readonly depth: AnalysisDepth;
  /** Bytes of the sample. */
  readonly size: number;
}

/** Means of what was measured lately; absent until something was. */
export interface MeasuredTimes {
  /** Milliseconds of processing, over all kinds. */
  readonly runMs?: number;
  /** Milliseconds from submission to the start of processing. */
  readonly waitMs?: number;
  /** Milliseconds of processing of that kind. */
  readonly ofKind: (kind: RunKind) => number | undefined;
}

/** How long analyses take and wait here: exponentially weighted, so the last few dozens count. */
export abstract class RunTimes {
  abstract recordRun(kind: RunKind, milliseconds: number): Promise<void>;

  abstract recordWait(milliseconds: number): Promise<void>;

  abstract read(): Promise<MeasuredTimes>;
}
