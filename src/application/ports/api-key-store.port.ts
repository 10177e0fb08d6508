import type { ApiKey, KeyId } from '#domain/access/api-key';
import type { KeyDigest } from '#domain/access/key-secret';

/** The keys that were made, by digest and by id. What one process changes, every other sees with its next question. */
export abstract class ApiKeyStore {
  /** Idempotent for the same digest: the first record wins, also among simultaneous callers. `true` for the one that wrote it. */
  abstract create(key: ApiKey, digest: KeyDigest): Promise<boolean>;

  /** `undefined` when no key has this digest. Revoked and expired ones are found too: who asks decides. */
  abstract findByDigest(digest: KeyDigest): Promise<ApiKey | undefined>;

  /** `undefined` when there is no such key. */
  abstract find(id: KeyId): Promise<ApiKey | undefined>;

  /** Idempotent: the first time stays. Resolves to the key afterwards, or `undefined` when there is none. */
  abstract revoke(id: KeyId, at: number): Promise<ApiKey | undefined>;

  /** Of a key that is not there: nothing happens. */
  abstract recordUse(digest: KeyDigest, at: number): Promise<void>;

  /** Newest first, with the number of all. */
  abstract list(offset: number, limit: number): Promise<{ readonly keys: readonly ApiKey[]; readonly total: number }>;
}
