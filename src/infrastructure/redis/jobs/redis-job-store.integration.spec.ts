import type { JobStatus } from '#domain/jobs/job-status';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisEndedJobs } from '#infrastructure/redis/webhooks/redis-ended-jobs';
import { aJob, NOON } from '#test/builders/job';
import type { JobStoreSubject } from '#test/contracts/job-store.contract';
import { describeJobStoreContract } from '#test/contracts/job-store.contract';
import { FakeClock } from '#test/fakes/fake-clock';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisJobStore } from './redis-job-store';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterAll(async () => {
  await redis.stop();
});

async function makeSubject(): Promise<JobStoreSubject> {
  const { commands } = connections;
  await commands.flushall();
  const clock = new FakeClock();
  return {
    store: new RedisJobStore(connections, clock, new RedisEndedJobs(connections, clock)),
    clock,
    expire: async (id) => {
      await commands.del(`job:{${id}}`);
    },
  };
}

describeJobStoreContract('RedisJobStore', makeSubject);

const week = 7 * 86_400;
const key = (id: string): string => `job:{${id}}`;

describe('RedisJobStore', () => {
  it('keeps a record for 7 days after its end, and for ever before', async () => {
    const { store } = await makeSubject();
    const [live, answered] = [aJob(), aJob({ status: 'completed', completedAt: NOON })];
    await store.create(live);
    await store.create(answered);
    expect(await connections.commands.ttl(key(live.id))).toBe(-1);
    expect(await connections.commands.ttl(key(answered.id))).toBeGreaterThan(week - 60);
    await store.transition(live.id, { from: 'pending' }, { to: 'cancelled' });
    expect(await connections.commands.ttl(key(live.id))).toBeGreaterThan(week - 60);
  });

  it('writes the schema version and the list of the owner', async () => {
    const { store } = await makeSubject();
    const job = aJob({ ownerId: 'key-7' });
    await store.create(job);
    expect(await connections.commands.hget(key(job.id), 'schema_version')).toBe('1');
    expect(await connections.commands.zrange('user:{key-7}:jobs', 0, -1)).toEqual([job.id]);
  });

  it('refuses a record of another schema version instead of guessing', async () => {
    const { store } = await makeSubject();
    const job = aJob();
    await store.create(job);
    await connections.commands.hset(key(job.id), 'schema_version', '9');
    await expect(store.find(job.id)).rejects.toThrow('schema version 9');
  });
});

describe('RedisJobStore and its indexes', () => {
  it('keeps the events of an ended job for an hour', async () => {
    const { store } = await makeSubject();
    const job = aJob();
    await store.create(job);
    expect(await connections.commands.ttl(`events:{${job.id}}`)).toBe(-1);
    await store.transition(job.id, { from: 'pending' }, { to: 'cancelled' });
    expect(await connections.commands.ttl(`events:{${job.id}}`)).toBeGreaterThan(3540);
  });

  it('counts nobody as waiting who only seems to after a crash', async () => {
    const { store, clock } = await makeSubject();
    const limits = { inAll: 2, perOwner: 2 };
    const [never, moved] = [aJob(), aJob()];
    await store.create(never, limits);
    await store.create(moved, limits);
    await connections.commands.del(key(never.id));
    await connections.commands.hset(key(moved.id), 'status', 'failed');
    await expect(store.create(aJob(), limits)).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    clock.advance(61_000);
    await store.create(aJob({ createdAt: clock.now() }), limits);
    await store.create(aJob({ createdAt: clock.now() }), limits);
    await expect(store.create(aJob(), limits)).rejects.toMatchObject({ code: 'QUEUE_FULL' });
  });

  it('mends the list of a status that a crash left behind', async () => {
    const { store } = await makeSubject();
    const job = aJob();
    await store.create(job);
    await connections.commands.hset(key(job.id), { status: 'completed' });
    expect(await store.listOwned('local', { status: 'pending', offset: 0, limit: 5 })).toEqual({ jobs: [], total: 0 });
    const { jobs } = await store.listOwned('local', { status: 'completed', offset: 0, limit: 5 });
    expect(jobs.map(({ id }) => id)).toEqual([job.id]);
  });
});

describe('RedisJobStore after a crash', () => {
  it('finds a job whose worker died between the record and the index', async () => {
    const { store } = await makeSubject();
    const job = aJob();
    await store.create(job);
    await connections.commands.hset(key(job.id), { status: 'processing', worker_id: 'one' });
    expect(await store.listLive('pending', NOON + 1, 10)).toEqual([]);
    expect(await store.listLive('processing', NOON + 1, 10)).toEqual([job.id]);
  });

  it.each(['processing', 'cancelled'])(
    'lists it under its new status, %s, though nobody asks for the old one',
    async (status) => {
      const { store } = await makeSubject();
      const job = aJob();
      await store.create(job);
      await connections.commands.hset(key(job.id), { status });
      await store.listLive('pending', NOON + 1, 10);
      const { jobs } = await store.listOwned('local', { status: status as JobStatus, offset: 0, limit: 5 });
      expect(jobs.map(({ id }) => id)).toEqual([job.id]);
    },
  );

  it('cleans entries whose record has ended or is gone, but not one whose record may still be coming', async () => {
    const { store, clock } = await makeSubject();
    const [ended, gone, coming] = [aJob(), aJob(), aJob({ createdAt: NOON + 120_000 })];
    for (const job of [ended, gone, coming]) await store.create(job);
    await connections.commands.hset(key(ended.id), 'status', 'failed');
    await connections.commands.del(key(gone.id), key(coming.id));
    clock.advance(121_000);
    expect(await store.listLive('pending', clock.now(), 10)).toEqual([]);
    expect(await connections.commands.zrange('jobs:pending', 0, -1)).toEqual([coming.id]);
  });

  it('says that the service is unavailable while Redis is away, and serves again when it is back', async () => {
    const own = await TemporaryRedis.start();
    const clients = await own.connect();
    const store = new RedisJobStore(clients, new FakeClock(), new RedisEndedJobs(clients, new FakeClock()));
    const job = aJob();
    await store.create(job);
    process.kill(own.pid, 'SIGKILL');
    await expect(untilAway(store, job.id)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(store.find(job.id)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await own.stop();
  });
});

async function untilAway(store: RedisJobStore, id: Parameters<RedisJobStore['find']>[0]): Promise<never> {
  for (;;) await store.find(id);
}
