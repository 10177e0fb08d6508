import { ApiKeyStore } from '#application/ports/api-key-store.port';
import type { ApiKey, KeyId } from '#domain/access/api-key';
import type { KeyDigest } from '#domain/access/key-secret';

/** Keys in memory. */
export class FakeApiKeyStore extends ApiKeyStore {
  private readonly keys = new Map<KeyDigest, ApiKey>();

  async create(key: ApiKey, digest: KeyDigest): Promise<boolean> {
    await Promise.resolve();
    if (this.keys.has(digest)) return false;
    this.keys.set(digest, key);
    return true;
  }

  async findByDigest(digest: KeyDigest): Promise<ApiKey | undefined> {
    await Promise.resolve();
    return this.keys.get(digest);
  }

  async find(id: KeyId): Promise<ApiKey | undefined> {
    await Promise.resolve();
    return [...this.keys.values()].find((key) => key.id === id);
  }

  async revoke(id: KeyId, at: number): Promise<ApiKey | undefined> {
    await Promise.resolve();
    return this.change(this.digestOf(id), (key) => ({ ...key, revokedAt: key.revokedAt ?? at }));
  }

  async recordUse(digest: KeyDigest, at: number): Promise<void> {
    await Promise.resolve();
    this.change(digest, (key) => ({ ...key, lastUsedAt: at }));
  }

  async list(offset: number, limit: number): Promise<{ readonly keys: readonly ApiKey[]; readonly total: number }> {
    await Promise.resolve();
    const all = [...this.keys.values()].sort((one, other) => other.createdAt - one.createdAt);
    return { keys: all.slice(offset, offset + limit), total: all.length };
  }

  private digestOf(id: KeyId): KeyDigest | undefined {
    return [...this.keys].find(([, key]) => key.id === id)?.[0];
  }

  private change(digest: KeyDigest | undefined, how: (key: ApiKey) => ApiKey): ApiKey | undefined {
    const key = digest === undefined ? undefined : this.keys.get(digest);
    if (key === undefined || digest === undefined) return undefined;
    const changed = how(key);
    this.keys.set(digest, changed);
    return changed;
  }
}
