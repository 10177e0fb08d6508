declare const usageMonthBrand: unique symbol;

/** A calendar month in UTC, such as `2026-11`; quotas are counted by it. */
export type UsageMonth = string & { readonly [usageMonthBrand]: true };

/** @param now epoch milliseconds */
export function usageMonth(now: number): UsageMonth {
  return new Date(now).toISOString().slice(0, 7) as UsageMonth;
}

/** Milliseconds until the next month begins; at least 1. */
export function untilNextMonth(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) - now;
}
