const LONGEST_RETRY_DELAY_MS = 1000;

/** Milliseconds until the next attempt to connect. */
export function retryDelay(attempt: number): number {
  return Math.min(attempt * 50, LONGEST_RETRY_DELAY_MS);
}
