import type { StageName } from '#domain/document/stages';
import type { JobError, JobId } from '#domain/jobs/analysis-job';
import type { JobStatus } from '#domain/jobs/job-status';

/** A terminal status is told by an event of its own name, once, and nothing comes after it. */
export const JOB_EVENT_KINDS = ['status', 'stage', 'progress', 'completed', 'failed', 'cancelled'] as const;
export type JobEventKind = (typeof JOB_EVENT_KINDS)[number];

export interface JobEvent {
  /** 1, 2, 3, … for each job. */
  readonly id: number;
  readonly jobId: JobId;
  readonly kind: JobEventKind;
  readonly status: JobStatus;
  /** 0-100. */
  readonly progress: number;
  readonly stage?: StageName;
  /** With `failed`. */
  readonly error?: JobError;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What happens to jobs, as it happens and afterwards. */
export abstract class JobEvents {
  /**
   * At most once: what was missed while the connection was away is in `replay`. Resolves once nothing that happens from
   * now on is missed; call the result to stop. The listener must not throw.
   */
  abstract subscribe(id: JobId, listener: (event: JobEvent) => void): Promise<() => void>;

  /**
   * What happened after the event with the id `after` (0: from the start), oldest first, the latest 500 at most. An hour
   * after the end only the end is left, for as long as there is a record.
   */
  abstract replay(id: JobId, after: number): Promise<readonly JobEvent[]>;
}
