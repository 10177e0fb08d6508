import type { KeyUsage } from '#application/access/list-api-keys';
import type { ApiKey } from '#domain/access/api-key';
import { isUsable } from '#domain/access/api-key';
import type { CallerRole } from '#domain/access/caller';
import { LOCAL_CALLER } from '#domain/access/caller';

/** What callers see of a key; the key itself is in no answer but the one to its creation. */
export interface KeyView {
  readonly key_id: string;
  readonly name: string;
  readonly user_id: string | null;
  readonly role: CallerRole;
  readonly usage_quota: number | null;
  /** Submissions in this calendar month (UTC). */
  readonly usage_count: number;
  readonly limits: Readonly<Record<string, number>> | null;
  readonly created_at: string | null;
  readonly last_used: string | null;
  readonly expires_at: string | null;
  readonly active: boolean;
}

export function keyView({ key, used }: KeyUsage, now: number): KeyView {
  return {
    key_id: key.id,
    name: key.name,
    user_id: key.userId ?? null,
    role: key.role,
    usage_quota: key.quota,
    usage_count: used,
    limits: limitsView(key.limits),
    created_at: timeOf(key.createdAt),
    last_used: timeOf(key.lastUsedAt),
    expires_at: timeOf(key.expiresAt),
    active: isUsable(key, now),
  };
}

/** Of all callers together while authentication is off. */
export const LOCAL_KEY_VIEW: KeyView = {
  key_id: LOCAL_CALLER.keyId,
  name: 'local',
  user_id: null,
  role: LOCAL_CALLER.role,
  usage_quota: null,
  usage_count: 0,
  limits: null,
  created_at: null,
  last_used: null,
  expires_at: null,
  active: true,
};

function limitsView(limits: ApiKey['limits']): KeyView['limits'] {
  if (limits === undefined) return null;
  const named = Object.entries({
    submissions_per_hour: limits.submissionsPerHour,
    submissions_burst: limits.submissionsBurst,
    reads_per_hour: limits.readsPerHour,
    reads_burst: limits.readsBurst,
  });
  return Object.fromEntries(named.filter((entry): entry is [string, number] => entry[1] !== undefined));
}

function timeOf(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
