import type { LimitedKind, RateWindow } from '#domain/access/rate-limits';

/** Whose requests of which kind are counted together. */
export interface RateBudget {
  /** A caller's `keyId`, or `global` for all together. */
  readonly subject: string;
  readonly kind: LimitedKind;
}

/** Of all windows the one with least left; of a refusal, the one that is full for longest. */
export interface RateState {
  readonly limit: number;
  /** Requests that are still welcome, this one counted. */
  readonly remaining: number;
  /** Milliseconds until the oldest counted request leaves the window, and one more is welcome. */
  readonly resetMs: number;
}

export interface RateVerdict {
  readonly allowed: boolean;
  readonly state: RateState;
  /** What `giveBack` takes; of a refusal nothing was counted. */
  readonly ticket: string;
}

/** Counts requests in rolling windows, exactly: in no stretch of a window's length are there ever more than its limit. */
export abstract class RateLimiter {
  /**
   * Counts one request in all windows, or in none when one of them is full. Atomic among all processes, by one clock.
   * @throws DomainError `SERVICE_UNAVAILABLE` within two seconds when nobody can count.
   */
  abstract take(budget: RateBudget, windows: readonly RateWindow[]): Promise<RateVerdict>;

  /** Takes a request out again, as if it had never come. Idempotent. */
  abstract giveBack(budget: RateBudget, ticket: string): Promise<void>;
}
