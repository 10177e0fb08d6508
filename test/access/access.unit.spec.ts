import type { AccessSettings } from '#application/access/access.settings';
import { AuthenticateKey } from '#application/access/authenticate-key';
import { CreateApiKey } from '#application/access/create-api-key';
import { LimitRequests } from '#application/access/limit-requests';
import { RevokeApiKey } from '#application/access/revoke-api-key';
import { SeedBootstrapKey } from '#application/access/seed-bootstrap-key';
import { SpendQuota } from '#application/access/spend-quota';
import { keyIdOf, parseKeyId } from '#domain/access/api-key';
import { digestOf, isSameDigest, newKeySecret } from '#domain/access/key-secret';
import { untilNextMonth, usageMonth } from '#domain/access/usage-month';
import { FakeApiKeyStore } from '#test/fakes/fake-api-key-store';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeRateLimiter } from '#test/fakes/fake-rate-limiter';
import { FakeUsageCounter } from '#test/fakes/fake-usage-counter';

const SETTINGS = {
  keySalt: 'salt',
  rateLimits: { submissionsPerHour: 3, submissionsBurst: 2, readsPerHour: 5, readsBurst: 4 },
  globalLimits: { submissionsPerHour: 4, readsPerHour: 6 },
} satisfies AccessSettings;

describe('a key', () => {
  it('is b2n_ and 43 letters and digits, another one each time', () => {
    const keys = Array.from({ length: 100 }, newKeySecret);
    for (const key of keys) expect(key).toMatch(/^b2n_[0-9A-Za-z]{43}$/);
    expect(new Set(keys).size).toBe(100);
  });

  it('has a digest that depends on the salt', () => {
    const key = newKeySecret();
    expect(isSameDigest(digestOf(key, 'one'), digestOf(key, 'one'))).toBe(true);
    expect(isSameDigest(digestOf(key, 'one'), digestOf(key, 'other'))).toBe(false);
    expect(isSameDigest(digestOf(key, 'one'), '' as ReturnType<typeof digestOf>)).toBe(false);
  });

  it('that several processes enter has the same id in all of them', () => {
    const digest = digestOf('bootstrap', 'salt');
    expect(keyIdOf(digest)).toBe(keyIdOf(digest));
    expect(parseKeyId(keyIdOf(digest))).toBe(keyIdOf(digest));
  });
});

describe('who may come in', () => {
  const [store, clock] = [new FakeApiKeyStore(), new FakeClock()];
  const authenticate = new AuthenticateKey(store, SETTINGS, clock);
  const create = new CreateApiKey(store, SETTINGS, clock);

  it('is whoever has a key that was made', async () => {
    const { key, secret } = await create.execute({ name: 'ci', role: 'user', limits: { readsBurst: 9 } });
    expect(await authenticate.execute(secret)).toEqual({
      keyId: key.id,
      role: 'user',
      quota: 1000,
      limits: { readsBurst: 9 },
    });
  });

  it('is nobody with an unknown, a revoked or an expired key', async () => {
    const revoked = await create.execute({ name: 'a', role: 'admin' });
    await new RevokeApiKey(store, clock).execute(revoked.key.id);
    const expired = await create.execute({ name: 'b', role: 'admin', expiresAt: clock.now() + 10 });
    expect(await authenticate.execute(expired.secret)).toBeDefined();
    clock.advance(10);
    for (const secret of [revoked.secret, expired.secret, newKeySecret(), '']) {
      expect(await authenticate.execute(secret)).toBeUndefined();
    }
  });

  it('has the last use of the key remembered, once a minute', async () => {
    const { key, secret } = await create.execute({ name: 'ci', role: 'user' });
    const first = clock.now();
    const lastUse = async (): Promise<number | undefined> => (await store.find(key.id))?.lastUsedAt;
    expect(await lastUse()).toBeUndefined();
    await authenticate.execute(secret);
    clock.advance(59_999);
    await authenticate.execute(secret);
    expect(await lastUse()).toBe(first);
    clock.advance(1);
    await authenticate.execute(secret);
    expect(await lastUse()).toBe(first + 60_000);
  });

  it('cannot be given a key that has expired already', async () => {
    await expect(create.execute({ name: 'late', role: 'user', expiresAt: clock.now() })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      details: [{ field: 'expires_at' }],
    });
  });

  it('is not found by anything that is no id', async () => {
    await expect(new RevokeApiKey(store, clock).execute('local')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('has the configured first key, unless it was revoked', async () => {
    const seed = new SeedBootstrapKey(store, SETTINGS, clock);
    const { id, entered } = await seed.execute('the-first-key');
    expect(entered).toBe(true);
    expect(await authenticate.execute('the-first-key')).toMatchObject({ keyId: id, role: 'admin' });
    await new RevokeApiKey(store, clock).execute(id);
    expect(await seed.execute('the-first-key')).toEqual({ id, entered: false });
    expect(await authenticate.execute('the-first-key')).toBeUndefined();
  });
});

describe('limits of requests', () => {
  const caller = (keyId: string, limits = {}): { keyId: string; role: 'user'; limits: object } => ({
    keyId,
    role: 'user',
    limits,
  });
  const limiting = (): LimitRequests => new LimitRequests(new FakeRateLimiter(), SETTINGS);

  it('are those of the key, where it has its own', async () => {
    const limits = limiting();
    const own = caller('anna', { readsBurst: 1 });
    expect((await limits.execute(own, 'read')).allowed).toBe(true);
    expect(await limits.execute(own, 'read')).toMatchObject({ allowed: false, state: { limit: 1 } });
    expect((await limits.execute(own, 'submission')).allowed).toBe(true);
  });

  it('hold all keys together to the ceiling, and count what it refuses against nobody', async () => {
    const limits = limiting();
    for (let time = 0; time < 4; time += 1) expect((await limits.execute(caller('anna'), 'read')).allowed).toBe(true);
    for (let time = 0; time < 2; time += 1) expect((await limits.execute(caller('ben'), 'read')).allowed).toBe(true);
    for (let time = 0; time < 9; time += 1) {
      expect(await limits.execute(caller('carl'), 'read')).toMatchObject({ allowed: false, state: { limit: 6 } });
    }
  });

  it('leave a key what the ceiling refused it, for when there is room again', async () => {
    const clock = new FakeClock();
    const limits = new LimitRequests(new FakeRateLimiter(clock), {
      ...SETTINGS,
      rateLimits: { ...SETTINGS.rateLimits, readsBurst: 9 },
      globalLimits: { submissionsPerHour: 4, readsPerHour: 5 },
    });
    for (let time = 0; time < 5; time += 1) await limits.execute(caller('ben'), 'read');
    clock.advance(1_800_000);
    for (let time = 0; time < 9; time += 1) await limits.execute(caller('anna'), 'read');
    clock.advance(1_800_000);
    for (let time = 0; time < 5; time += 1) expect((await limits.execute(caller('anna'), 'read')).allowed).toBe(true);
  });

  it('tell of the ceiling when less is left of it', async () => {
    const limits = limiting();
    for (let time = 0; time < 4; time += 1) await limits.execute(caller('anna'), 'read');
    expect((await limits.execute(caller('ben'), 'read')).state).toMatchObject({ limit: 6, remaining: 1 });
  });
});

describe('the quota of a month', () => {
  it('ends with its last submission, and begins anew with the next month', async () => {
    const clock = new FakeClock(Date.UTC(2026, 10, 30, 23, 59, 0));
    const quota = new SpendQuota(new FakeUsageCounter(), clock);
    const caller = { keyId: 'anna', role: 'user', quota: 1 } as const;
    const spent = await quota.execute(caller);
    await expect(quota.execute(caller)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED', retryAfterSeconds: 60 });
    await quota.giveBack(spent);
    expect(await quota.execute(caller)).toBeDefined();
    clock.advance(60_000);
    expect(await quota.execute(caller)).toEqual({ keyId: 'anna', month: '2026-12' });
  });

  it('is nothing to a caller without one', async () => {
    expect(
      await new SpendQuota(new FakeUsageCounter(), new FakeClock()).execute({ keyId: 'local', role: 'admin' }),
    ).toBeUndefined();
  });

  it.each([
    ['2026-02-28T23:59:59.999Z', '2026-02', 1],
    ['2028-02-28T23:59:59.999Z', '2028-02', 86_400_001],
    ['2026-12-31T00:00:00.000Z', '2026-12', 86_400_000],
  ])('at %s is that of %s', (time, month, left) => {
    expect([usageMonth(Date.parse(time)), untilNextMonth(Date.parse(time))]).toEqual([month, left]);
  });
});
