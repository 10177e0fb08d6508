import { createHash, randomUUID } from 'node:crypto';

import type { Caller, CallerRole } from './caller';
import type { KeyDigest } from './key-secret';
import type { RateLimitOverrides } from './rate-limits';

declare const keyIdBrand: unique symbol;

/** The public name of a key, a UUID; nothing about the key itself can be told from it. */
export type KeyId = string & { readonly [keyIdBrand]: true };

/** Submissions a month of a key that was made without saying. */
export const DEFAULT_QUOTA = 1000;

/** What is known of a key; the key itself is known to its holder alone. Times are epoch milliseconds. */
export interface ApiKey {
  readonly id: KeyId;
  readonly name: string;
  /** Who holds it, in the words of whoever made it. */
  readonly userId?: string;
  readonly role: CallerRole;
  /** Submissions in a calendar month (UTC). */
  readonly quota: number;
  readonly limits?: RateLimitOverrides;
  readonly createdAt: number;
  readonly expiresAt?: number;
  /** From then on it opens nothing; kept, so that the audit can name it and the key never becomes valid again. */
  readonly revokedAt?: number;
  /** To the minute. */
  readonly lastUsedAt?: number;
}

export function newKeyId(): KeyId {
  return randomUUID() as KeyId;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `undefined` for anything that is no id of a key. */
export function parseKeyId(text: string): KeyId | undefined {
  const lower = text.toLowerCase();
  return UUID.test(lower) ? (lower as KeyId) : undefined;
}

/** The id of a key that several processes enter at once, each without knowing of the others: a UUID made of its digest. */
export function keyIdOf(digest: KeyDigest): KeyId {
  const hex = createHash('sha256').update(`key id of ${digest}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  ) as KeyId;
}

export function isUsable({ revokedAt, expiresAt }: ApiKey, now: number): boolean {
  return revokedAt === undefined && (expiresAt === undefined || now < expiresAt);
}

export function callerWith({ id, role, quota, limits }: ApiKey): Caller {
  return { keyId: id, role, quota, ...(limits === undefined ? {} : { limits }) };
}
