import type { JobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';

/** A job that wants a content analysed. */
export interface RunClaim {
  readonly id: JobId;
  readonly priority: number;
  readonly timeoutSeconds: number;
  /** When it was submitted, epoch milliseconds: the oldest follower is the first to take over. */
  readonly at: number;
}

/** The one job that runs for a content, on behalf of all that share it. */
export interface SharedRun {
  readonly run: JobId;
  /** The highest and the longest that any of them asked for. */
  readonly priority: number;
  readonly timeoutSeconds: number;
}

/** Which job runs for a content and which follow it. Each call is atomic: simultaneous callers see one run. */
export abstract class SharedRuns {
  /** Idempotent. The first one is the run, every other one a follower. */
  abstract join(content: ContentKey, claim: RunClaim): Promise<SharedRun>;

  /** `undefined` when nobody wants the content now. */
  abstract find(content: ContentKey): Promise<SharedRun | undefined>;

  /** Of the run that there is now, oldest first. */
  abstract followers(content: ContentKey): Promise<readonly JobId[]>;

  /**
   * Idempotent. Takes a job out; when it was the run, the oldest follower becomes it. Resolves to the run that there is
   * afterwards; without one the content is free.
   */
  abstract leave(content: ContentKey, id: JobId): Promise<SharedRun | undefined>;
}
