/** What a service refused, in its own words; `UNREACHABLE` where nobody answers, or what answers is not bin2nlp. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: string,
    message: string,
    /** What to do about it. */
    readonly remediation?: string,
    /** Status of the answer; absent where there was none. */
    readonly status?: number,
    /** Seconds to wait before it is asked again, where the service says so. */
    readonly retryAfter?: number,
    /** What was wrong with each field, where fields are to blame. */
    readonly faults: readonly string[] = [],
  ) {
    super(message);
  }
}
