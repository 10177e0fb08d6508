import type { JobId } from '#domain/analysis/analysis-job';
import type { RequestId } from '#domain/shared/request-id';

export interface QueuedAnalysis {
  readonly id: JobId;
  /** 0-10, 10 runs first; equal ones in order of arrival. */
  readonly priority: number;
  readonly requestId: RequestId;
  readonly correlationId: RequestId;
}

export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
}

/** Hands analyses to whichever worker is free. At least once: a worker may see the same id twice. */
export abstract class AnalysisQueue {
  /** Idempotent: an id that is already queued is left alone. Resolves once the queue has it. */
  abstract enqueue(job: QueuedAnalysis): Promise<void>;

  /** Whether the queue will still deliver it, or is doing so. */
  abstract holds(id: JobId): Promise<boolean>;

  /** How many are delivered before it, 0 for the next one; `undefined` when it is not waiting. */
  abstract position(id: JobId): Promise<number | undefined>;

  abstract depth(): Promise<QueueDepth>;
}
