import type { RateLimitOverrides } from './rate-limits';

export const CALLER_ROLES = ['admin', 'user'] as const;
export type CallerRole = (typeof CALLER_ROLES)[number];

/** Who makes a request, once that is known. Jobs and results belong to `keyId`: nobody else sees them. */
export interface Caller {
  /** Id of the API key; `local` while authentication is off, `basic:{name}` for a Basic user. Never the key itself. */
  readonly keyId: string;
  readonly role: CallerRole;
  /** Submissions in a calendar month; absent: any number. */
  readonly quota?: number;
  /** Rate limits of its own. */
  readonly limits?: RateLimitOverrides;
}

/** One key for all who reach the service while authentication is off; that is allowed outside production only. */
export const LOCAL_CALLER: Caller = { keyId: 'local', role: 'admin' };

/** A user of HTTP Basic: identifies files, counts by name, has no jobs. */
export function basicCaller(username: string): Caller {
  return { keyId: `basic:${username}`, role: 'user' };
}
