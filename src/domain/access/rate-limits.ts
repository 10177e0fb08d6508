import { HOUR_MS } from '#domain/shared/quantities';

/** At most so many requests in any stretch of so many milliseconds. */
export interface RateWindow {
  readonly limit: number;
  readonly milliseconds: number;
}

/** What counts against a limit; the two have budgets of their own. */
export const LIMITED_KINDS = ['read', 'submission'] as const;
export type LimitedKind = (typeof LIMITED_KINDS)[number];

/** Requests of one key: so many in any hour, and so many of them in any 10 seconds. */
export interface RateLimits {
  readonly submissionsPerHour: number;
  readonly submissionsBurst: number;
  readonly readsPerHour: number;
  readonly readsBurst: number;
}

/** A key's own limits; what it does not name is as configured. */
export type RateLimitOverrides = Partial<RateLimits>;

/** Requests of all keys together in any hour. */
export type GlobalLimits = Pick<RateLimits, 'submissionsPerHour' | 'readsPerHour'>;

const BURST_MS = 10_000;

/** The windows that a request of this kind must all fit into, the longest first. */
export function windowsOf(
  kind: LimitedKind,
  limits: RateLimits,
  overrides: RateLimitOverrides = {},
): readonly RateWindow[] {
  const { submissionsPerHour, submissionsBurst, readsPerHour, readsBurst } = { ...limits, ...overrides };
  const [perHour, burst] = kind === 'submission' ? [submissionsPerHour, submissionsBurst] : [readsPerHour, readsBurst];
  return [
    { limit: perHour, milliseconds: HOUR_MS },
    { limit: burst, milliseconds: BURST_MS },
  ];
}

export function globalWindowsOf(kind: LimitedKind, limits: GlobalLimits): readonly RateWindow[] {
  return [{ limit: kind === 'submission' ? limits.submissionsPerHour : limits.readsPerHour, milliseconds: HOUR_MS }];
}
