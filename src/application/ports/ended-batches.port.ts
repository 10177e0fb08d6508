import type { JobId } from '#domain/jobs/analysis-job';

/**
 * Batches that may have ended: whose jobs have all ended, and those that were to be taken in long ago. None is missed whatever
 * process ends in between; who has told of one takes it out.
 */
export abstract class EndedBatches {
  /** Those that are due, the longest first. At least once: one that is not taken out comes again. */
  abstract list(limit: number): Promise<readonly JobId[]>;

  /** It has not ended yet: it is due again in so many milliseconds, or when its last job ends. */
  abstract postpone(id: JobId, milliseconds: number): Promise<void>;

  /** Idempotent. */
  abstract takeOut(id: JobId): Promise<void>;
}
