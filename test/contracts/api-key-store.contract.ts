import type { ApiKeyStore } from '#application/ports/api-key-store.port';
import { newKeyId } from '#domain/access/api-key';
import { someDigest, someKey } from '#test/builders/api-key';
import { NOON } from '#test/builders/job';

export interface ApiKeyStoreSubject {
  readonly store: ApiKeyStore;
  /** The same keys, seen by another process. */
  readonly other: ApiKeyStore;
}

/** What `ApiKeyStore` promises. `makeSubject` gives an empty store. */
export function describeApiKeyStoreContract(name: string, makeSubject: () => Promise<ApiKeyStoreSubject>): void {
  describe(`${name} keeps the contract of ApiKeyStore`, () => {
    let subject: ApiKeyStoreSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    it.each([
      ['as little as there must be', someKey()],
      [
        'all that there can be',
        someKey({
          userId: 'anna',
          role: 'admin',
          quota: 0,
          limits: { readsPerHour: 5, submissionsBurst: 1 },
          expiresAt: NOON + 1000,
          revokedAt: NOON + 500,
          lastUsedAt: NOON + 400,
        }),
      ],
    ])('finds a key with %s, by its digest and by its id', async (_, key) => {
      const { store, other } = subject;
      const digest = someDigest();
      expect(await store.create(key, digest)).toBe(true);
      expect(await other.findByDigest(digest)).toEqual(key);
      expect(await other.find(key.id)).toEqual(key);
    });

    it('has nothing for a digest or an id that nobody entered', async () => {
      const { store } = subject;
      expect(await store.findByDigest(someDigest())).toBeUndefined();
      expect(await store.find(newKeyId())).toBeUndefined();
      expect(await store.revoke(newKeyId(), NOON)).toBeUndefined();
      expect(await store.list(0, 10)).toEqual({ keys: [], total: 0 });
    });

    it('enters a key once, however many processes enter it at once', async () => {
      const { store, other } = subject;
      const [digest, id] = [someDigest(), newKeyId()];
      const entered = await Promise.all(
        [store, other, store, other].map((entering, index) =>
          entering.create(someKey({ id, name: `from ${index}`, createdAt: NOON }), digest),
        ),
      );
      expect(entered.filter(Boolean)).toHaveLength(1);
      const winner = await store.find(id);
      expect(winner?.name).toBe(`from ${entered.indexOf(true)}`);
      expect(await other.list(0, 10)).toEqual({ keys: [winner], total: 1 });
    });

    it('revokes a key for every process at once, and keeps the first time', async () => {
      const { store, other } = subject;
      const [key, digest] = [someKey(), someDigest()];
      await store.create(key, digest);
      expect(await store.revoke(key.id, NOON + 1)).toEqual({ ...key, revokedAt: NOON + 1 });
      expect(await other.findByDigest(digest)).toEqual({ ...key, revokedAt: NOON + 1 });
      expect(await other.revoke(key.id, NOON + 2)).toEqual({ ...key, revokedAt: NOON + 1 });
    });

    it('does not bring a revoked key back when it is entered again', async () => {
      const { store } = subject;
      const [key, digest] = [someKey(), someDigest()];
      await store.create(key, digest);
      await store.revoke(key.id, NOON + 1);
      expect(await store.create(key, digest)).toBe(false);
      expect(await store.findByDigest(digest)).toEqual({ ...key, revokedAt: NOON + 1 });
    });

    it('remembers the last use of a key, and makes none up for one that is not there', async () => {
      const { store, other } = subject;
      const [key, digest] = [someKey(), someDigest()];
      await store.create(key, digest);
      await store.recordUse(digest, NOON + 5);
      expect(await other.find(key.id)).toEqual({ ...key, lastUsedAt: NOON + 5 });
      const absent = someDigest();
      await store.recordUse(absent, NOON);
      expect(await store.findByDigest(absent)).toBeUndefined();
    });

    it('lists pages of keys, newest first', async () => {
      const { store } = subject;
      const keys = [0, 1, 2].map((at) => someKey({ name: `key ${at}`, createdAt: NOON + at }));
      for (const key of keys) await store.create(key, someDigest());
      expect(await store.list(0, 2)).toEqual({ keys: [keys[2], keys[1]], total: 3 });
      expect(await store.list(2, 2)).toEqual({ keys: [keys[0]], total: 3 });
      expect(await store.list(4, 2)).toEqual({ keys: [], total: 3 });
    });
  });
}
