import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';
import type { RequestId } from '#domain/shared/request-id';

export interface QueuedAnalysis {
  readonly id: JobId;
  /** 0-10, 10 runs first; equal ones in order of arrival. */
  readonly priority: number;
  readonly requestId: RequestId;
  readonly correlationId: RequestId;
  /** These two say how large a job it is: workers keep slots free for small ones. */
  readonly file: Pick<AnalysisJob['file'], 'size'>;
  readonly options: Pick<AnalysisOptions, 'depth'>;
  /** As the job has it. */
  readonly needs?: readonly string[];
}

/** How many wait that need just this of a worker. */
export interface WaitingOfNeeds {
  readonly needs: readonly string[];
  readonly waiting: number;
}

export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
}

/** Hands analyses to whichever worker is free. At least once: a worker may see the same id twice. */
export abstract class AnalysisQueue {
  /** Idempotent: of an id that is already queued only what it needs is noted again. Resolves once the queue has it. */
  abstract enqueue(job: QueuedAnalysis): Promise<void>;

  /** Lets a waiting job run before those of a lower priority. `false` when it does not wait, or is as urgent already. */
  abstract raise(id: JobId, priority: number): Promise<boolean>;

  /** Takes a waiting job out. Idempotent; one that a worker has taken is left to the worker. */
  abstract withdraw(id: JobId): Promise<void>;

  /** Whether the queue will still deliver it, or is doing so. */
  abstract holds(id: JobId): Promise<boolean>;

  /**
   * How many are delivered before it, 0 for the next one; of a small job, how many other small ones are. `undefined` when it is
   * not waiting. Cheap however many wait.
   */
  abstract position(id: JobId): Promise<number | undefined>;

  abstract depth(): Promise<QueueDepth>;

  /** How many wait at each priority: eleven counts, of priority 0 first. Those of lost workers are in none. */
  abstract depthByPriority(): Promise<readonly number[]>;

  /**
   * How many wait for a worker that can take them, by what they need; nothing of what only a later version knows. One that was just taken
   * may be among them, and until the reconciler has looked one that a worker of an older version took.
   */
  abstract depthByNeeds(): Promise<readonly WaitingOfNeeds[]>;

  /** Waiting jobs of which it does not know what they need, as an older version leaves them: they want to be enqueued once more. */
  abstract unclassified(limit: number): Promise<readonly JobId[]>;
}
