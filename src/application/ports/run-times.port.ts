import type { RunKind, SeenRuns } from '#domain/jobs/run-kind';

/** Means of what was measured lately; absent until something was. */
export interface MeasuredTimes extends SeenRuns {
  /** Milliseconds of processing, over all kinds. */
  readonly runMs?: number;
  /** Milliseconds from submission to the start of processing. */
  readonly waitMs?: number;
}

/** How long analyses take and wait here: exponentially weighted, so the last few dozens count. */
export abstract class RunTimes {
  abstract recordRun(kind: RunKind, milliseconds: number): Promise<void>;

  abstract recordWait(milliseconds: number): Promise<void>;

  abstract read(): Promise<MeasuredTimes>;
}
