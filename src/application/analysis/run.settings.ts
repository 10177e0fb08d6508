/** Limits of running, from the configuration. */
export abstract class RunSettings {
  /** With how many lost workers a job fails. */
  abstract readonly maxAttempts: number;
  abstract readonly resultTtlMs: number;
}
