import type { JobId } from '#domain/jobs/analysis-job';

/**
 * Jobs that have ended, of keys that want to hear of it. The job store enters them before it forgets that they were live, so that
 * none is missed whatever ends in between; who tells of them takes them out.
 */
export abstract class EndedJobs {
  /** Oldest first. At least once: one that is not taken out comes again. */
  abstract list(limit: number): Promise<readonly JobId[]>;

  /** Told. Idempotent. */
  abstract takeOut(ids: readonly JobId[]): Promise<void>;
}
