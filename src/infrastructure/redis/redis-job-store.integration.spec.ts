import { NOON, aJob } from '#test/builders/job';
import { describeJobStoreContract } from '#test/contracts/job-store.contract';
import { FakeClock } from '#test/fakes/fake-clock';
import { TemporaryRedis } from '#test/support/temporary-redis';
import type { RedisConnections } from './redis-connections';
import { RedisJobEvents } from './redis-job-events';
import { RedisJobStore } from './redis-job-store';

let redis: TemporaryRedis;
let connections: RedisConnections;
let events: RedisJobEvents;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
  events = new RedisJobEvents(connections);
});

afterAll(async () => {
  await redis.stop();
});

async function makeSubject(): Promise<{ store: RedisJobStore; events: RedisJobEvents; clock: FakeClock }> {
  await connections.commands.flushall();
  const clock = new FakeClock();
  return { store: new RedisJobStore(connections, clock), events, clock };
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

describe('RedisJobStore after a crash', () => {
  it('finds a job whose worker died between the record and the index', async () => {
    const { store } = await makeSubject();
    const job = aJob();
    await store.create(job);
    await connections.commands.hset(key(job.id), { status: 'processing', worker_id: 'one' });
    expect(await store.listLive('pending', NOON + 1, 10)).toEqual([]);
    expect(await store.listLive('processing', NOON + 1, 10)).toEqual([job.id]);
  });

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
    const store = new RedisJobStore(clients, new FakeClock());
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
