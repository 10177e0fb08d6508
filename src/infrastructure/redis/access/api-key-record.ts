import type { ApiKey } from '#domain/access/api-key';
import { parseKeyId } from '#domain/access/api-key';
import { CALLER_ROLES } from '#domain/access/caller';
import type { KeyDigest } from '#domain/access/key-secret';
import { isSameDigest } from '#domain/access/key-secret';

/** The hash `api_key:{digest}`. It names its own digest, so that a record under another name opens nothing. */
export function toApiKeyRecord(key: ApiKey, digest: KeyDigest): Readonly<Record<string, string>> {
  const record = {
    digest,
    id: key.id,
    name: key.name,
    user_id: key.userId,
    role: key.role,
    quota: String(key.quota),
    limits: key.limits && JSON.stringify(key.limits),
    created_at: String(key.createdAt),
    expires_at: key.expiresAt?.toString(),
    revoked_at: key.revokedAt?.toString(),
    last_used_at: key.lastUsedAt?.toString(),
  };
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** `undefined` where there is no record, or one of another digest. @throws Error for a record that is damaged. */
export function fromApiKeyRecord(record: Readonly<Record<string, string>>, digest: KeyDigest): ApiKey | undefined {
  if (!isSameDigest((record['digest'] ?? '') as KeyDigest, digest)) return undefined;
  const id = parseKeyId(record['id'] ?? '');
  const role = CALLER_ROLES.find((known) => known === record['role']);
  const [quota, createdAt] = [Number(record['quota']), Number(record['created_at'])];
  if (id === undefined || role === undefined || !Number.isSafeInteger(quota) || !Number.isSafeInteger(createdAt)) {
    throw new Error(`The record of the key ${record['id'] ?? 'without id'} is damaged`);
  }
  return { id, name: record['name'] ?? '', role, quota, createdAt, ...fromOptionalFields(record) };
}

function fromOptionalFields(record: Readonly<Record<string, string>>): Partial<ApiKey> {
  return {
    ...(record['user_id'] !== undefined && { userId: record['user_id'] }),
    ...(record['limits'] !== undefined && { limits: JSON.parse(record['limits']) as NonNullable<ApiKey['limits']> }),
    ...(record['expires_at'] !== undefined && { expiresAt: Number(record['expires_at']) }),
    ...(record['revoked_at'] !== undefined && { revokedAt: Number(record['revoked_at']) }),
    ...(record['last_used_at'] !== undefined && { lastUsedAt: Number(record['last_used_at']) }),
  };
}
