/** Limits of running, from the configuration. */
export abstract class RunLimits {
  /** How often a job may be started before the loss of one more worker ends it. */
  abstract readonly maxAttempts: number;
  abstract readonly resultTtlMs: number;
}
