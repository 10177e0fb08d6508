import type { GlobalLimits, RateLimits } from '#domain/access/rate-limits';

/** How access is configured; bootstrap provides it. */
export abstract class AccessSettings {
  /** What digests of keys are salted with; another salt makes every key unknown. */
  abstract readonly keySalt: string;
  /** Of a key without limits of its own. */
  abstract readonly rateLimits: RateLimits;
  abstract readonly globalLimits: GlobalLimits;
}
