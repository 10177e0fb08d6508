import type { JobId } from '#domain/jobs/analysis-job';

/** Tells the workers that a running job has been cancelled. At most once: workers look for themselves from time to time. */
export abstract class RunInterruptions {
  abstract announce(id: JobId): Promise<void>;

  /** Resolves once it listens; call the result to stop. The listener must not throw. */
  abstract listen(listener: (id: JobId) => void): Promise<() => void>;
}
