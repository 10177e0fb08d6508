export const CALLER_ROLES = ['admin', 'user'] as const;
export type CallerRole = (typeof CALLER_ROLES)[number];

/** Who makes a request, once that is known. Jobs and results belong to `keyId`: nobody else sees them. */
export interface Caller {
  /** Id of the API key; `local` while authentication is off. Never the key itself. */
  readonly keyId: string;
  readonly role: CallerRole;
}

/** One key for all who reach the service while authentication is off; that is allowed outside production only. */
export const LOCAL_CALLER: Caller = { keyId: 'local', role: 'admin' };
