import { digestOf } from '#domain/access/key-secret';
import { usageMonth } from '#domain/access/usage-month';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { someDigest, someKey } from '#test/builders/api-key';
import { NOON } from '#test/builders/job';
import { describeApiKeyStoreContract } from '#test/contracts/api-key-store.contract';
import { describeAuditLogContract } from '#test/contracts/audit-log.contract';
import { describeRateLimiterContract } from '#test/contracts/rate-limiter.contract';
import { describeUsageCounterContract } from '#test/contracts/usage-counter.contract';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisApiKeyStore } from './redis-api-key-store';
import { RedisAuditLog } from './redis-audit-log';
import { RedisRateLimiter } from './redis-rate-limiter';
import { RedisUsageCounter } from './redis-usage-counter';

let redis: TemporaryRedis;
let one: RedisConnections;
let two: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  [one, two] = await Promise.all([redis.connect(), redis.connect()]);
});

beforeEach(async () => {
  await one.commands.flushall();
});

afterAll(async () => {
  await redis.stop();
});

/** Redis's clock cannot be set: what was counted is made older instead. */
async function ageRates(milliseconds: number): Promise<void> {
  for (const key of await one.commands.keys('rate:*')) {
    const times = await one.commands.lrange(key, 0, -1);
    await one.commands.del(key);
    await one.commands.rpush(key, ...times.map((time) => String(Number(time) - Math.ceil(milliseconds * 1000))));
  }
}

async function ageAudit(milliseconds: number): Promise<void> {
  const entries = await one.commands.xrange('audit', '-', '+');
  await one.commands.del('audit');
  for (const [id, fields] of entries) {
    const [time = '0', sequence = '0'] = id.split('-');
    await one.commands.xadd('audit', `${Number(time) - milliseconds}-${sequence}`, ...fields);
  }
}

describeApiKeyStoreContract('RedisApiKeyStore', () =>
  Promise.resolve({ store: new RedisApiKeyStore(one), other: new RedisApiKeyStore(two) }),
);

describeRateLimiterContract('RedisRateLimiter', () =>
  Promise.resolve({ limiter: new RedisRateLimiter(one), other: new RedisRateLimiter(two), pass: ageRates }),
);

describeUsageCounterContract('RedisUsageCounter', () => Promise.resolve(new RedisUsageCounter(one)));

describeAuditLogContract('RedisAuditLog', () => Promise.resolve({ log: new RedisAuditLog(one), pass: ageAudit }));

describe('RedisApiKeyStore', () => {
  it('stores nothing that a key could be made of', async () => {
    const secret = 'b2n_a-secret-that-nobody-sees';
    await new RedisApiKeyStore(one).create(someKey(), digestOf(secret, 'salt'));
    const names = await one.commands.keys('*');
    const stored = await Promise.all(names.map((name) => one.commands.dump(name)));
    expect([...names, ...stored.map(String)].join('\n')).not.toContain(secret.slice(4));
  });

  it('opens nothing by a record that was moved under another digest', async () => {
    const store = new RedisApiKeyStore(one);
    const [digest, forged] = [someDigest(), someDigest()];
    await store.create(someKey(), digest);
    await one.commands.rename(`api_key:{${digest}}`, `api_key:{${forged}}`);
    expect(await store.findByDigest(forged)).toBeUndefined();
  });

  it('says which record is damaged rather than guess', async () => {
    const store = new RedisApiKeyStore(one);
    const [key, digest] = [someKey(), someDigest()];
    await store.create(key, digest);
    await one.commands.hset(`api_key:{${digest}}`, 'role', 'queen');
    await expect(store.findByDigest(digest)).rejects.toThrow(key.id);
  });

  it('passes over an id whose record was never written', async () => {
    const store = new RedisApiKeyStore(one);
    await one.commands.zadd('api_keys', NOON, someKey().id);
    expect((await store.list(0, 10)).keys).toEqual([]);
  });
});

describe('RedisRateLimiter', () => {
  const windows = [
    { limit: 6000, milliseconds: 3_600_000 },
    { limit: 10_000, milliseconds: 10_000 },
  ];

  it('needs no more than twelve bytes a request, and forgets a budget that nobody uses', async () => {
    const limiter = new RedisRateLimiter(one);
    for (let batch = 0; batch < 60; batch += 1) {
      await Promise.all(Array.from({ length: 100 }, () => limiter.take({ subject: 'anna', kind: 'read' }, windows)));
    }
    const bytes = (await one.commands.call('MEMORY', 'USAGE', 'rate:{anna}:read', 'SAMPLES', '0')) as number;
    expect(bytes).toBeLessThan(6000 * 12);
    expect(await one.commands.pttl('rate:{anna}:read')).toBeGreaterThan(3_500_000);
  });

  it('never counts two requests at the same time, even when its clock has been set back', async () => {
    const limiter = new RedisRateLimiter(one);
    const ahead = (Date.now() + 1000) * 1000;
    await one.commands.rpush('rate:{anna}:read', String(ahead));
    await limiter.take({ subject: 'anna', kind: 'read' }, windows);
    await limiter.take({ subject: 'anna', kind: 'read' }, windows);
    expect(await one.commands.lrange('rate:{anna}:read', 0, -1)).toEqual([ahead, ahead + 1, ahead + 2].map(String));
  });
});

describe('RedisUsageCounter', () => {
  it('keeps a month for 40 days', async () => {
    await new RedisUsageCounter(one).spend('anna', usageMonth(NOON), 5);
    const seconds = await one.commands.ttl(`usage:{anna}:${usageMonth(NOON)}`);
    expect(Math.ceil(seconds / 86_400)).toBe(40);
  });
});

describe('RedisAuditLog', () => {
  it('finds its way to a page deep inside', async () => {
    const log = new RedisAuditLog(one);
    const ids = Array.from({ length: 2500 }, (_, index) => `job ${index}`);
    for (const resourceId of ids) await log.record({ keyId: 'anna', operation: 'read_result', resourceId });
    const { entries, total } = await log.list(2400, 3);
    expect(entries.map(({ resourceId }) => resourceId)).toEqual(['job 99', 'job 98', 'job 97']);
    expect(total).toBe(2500);
  });

  it('has written all that nobody waited for when a stop goes on', async () => {
    const log = new RedisAuditLog(two);
    const told: string[] = [];
    for (const resourceId of ['last', 'very last']) {
      void log.record({ keyId: 'anna', operation: 'read_result', resourceId }).then(() => told.push(resourceId));
    }
    await log.beforeApplicationShutdown();
    expect(told).toEqual(['last', 'very last']);
    const { entries } = await new RedisAuditLog(one).list(0, 2);
    expect(entries.map(({ resourceId }) => resourceId)).toEqual(['very last', 'last']);
  });
});

describe('without Redis', () => {
  it('keys, limits, quota and audit are refused at once', async () => {
    const gone = await redis.connect();
    await gone.close();
    const month = usageMonth(NOON);
    for (const asking of [
      () => new RedisApiKeyStore(gone).findByDigest(someDigest()),
      () => new RedisRateLimiter(gone).take({ subject: 'anna', kind: 'read' }, [{ limit: 1, milliseconds: 1000 }]),
      () => new RedisUsageCounter(gone).spend('anna', month, 1),
      () => new RedisAuditLog(gone).record({ keyId: 'anna', operation: 'create_key', resourceId: 'x' }),
    ]) {
      await expect(asking()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    }
  });
});
