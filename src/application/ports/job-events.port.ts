import type { JobId } from '#domain/analysis/analysis-job';
import type { JobStatus } from '#domain/analysis/job-status';

export interface JobEvent {
  readonly jobId: JobId;
  readonly status: JobStatus;
  /** 0-100. */
  readonly progress: number;
}

/** What happens to jobs, as it happens. At most once, without replay: a listener reads the job after subscribing. */
export abstract class JobEvents {
  /** Resolves once nothing that happens from now on is missed; call the result to stop. The listener must not throw. */
  abstract subscribe(id: JobId, listener: (event: JobEvent) => void): Promise<() => void>;
}
