import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisEndedJobs } from '#infrastructure/redis/webhooks/redis-ended-jobs';
import { RedisWebhookStore } from '#infrastructure/redis/webhooks/redis-webhook-store';
import { aContentKey, aJob } from '#test/builders/job';
import type { EndedJobsSubject } from '#test/contracts/ended-jobs.contract';
import { describeEndedJobsContract } from '#test/contracts/ended-jobs.contract';
import { aWebhook } from '#test/contracts/webhook-store.contract';
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

async function makeSubject(): Promise<EndedJobsSubject & { readonly clock: FakeClock }> {
  await connections.commands.flushall();
  const clock = new FakeClock();
  const ended = new RedisEndedJobs(connections, clock);
  return {
    clock,
    ended,
    jobs: new RedisJobStore(connections, clock, ended),
    listen: async (ownerId) => {
      await new RedisWebhookStore(connections).create(aWebhook({ ownerId }), 5);
    },
  };
}

describeEndedJobsContract('RedisEndedJobs', makeSubject);

describe('RedisEndedJobs', () => {
  it('is told by whoever makes room among the jobs that wait', async () => {
    const { ended, jobs, listen, clock } = await makeSubject();
    await listen('key-1');
    const limits = { inAll: 1, perOwner: 5 };
    const job = aJob({ ownerId: 'key-1' });
    await jobs.create(job, limits);
    await jobs.transition(job.id, { from: 'pending' }, { to: 'cancelled' });
    // As when the process ended right after the record was written.
    await ended.takeOut([job.id]);
    await connections.commands.zadd('jobs:pending', clock.now(), job.id);
    clock.advance(61_000);
    await jobs.create(aJob({ createdAt: clock.now(), updatedAt: clock.now() }), limits);
    expect(await ended.list(10)).toEqual([job.id]);
  });

  it('does not grow for ever where nobody tells of them', async () => {
    const { ended, jobs, listen, clock } = await makeSubject();
    await listen('key-1');
    const facts = { ownerId: 'key-1', status: 'completed', contentKey: aContentKey(), cached: true } as const;
    await jobs.create(aJob(facts));
    clock.advance(8 * 86_400_000);
    const later = aJob({ ...facts, createdAt: clock.now() });
    await jobs.create(later);
    expect(await ended.list(10)).toEqual([later.id]);
  });

  it('is told by whoever finds the entry that a crash has left of a live job', async () => {
    const { ended, jobs, listen, clock } = await makeSubject();
    await listen('key-1');
    const job = aJob({ ownerId: 'key-1' });
    await jobs.create(job);
    await jobs.transition(job.id, { from: 'pending' }, { to: 'processing', workerId: 'w' });
    await jobs.transition(job.id, { from: 'processing' }, { to: 'completed', contentKey: aContentKey() });
    // As when the process ended right after the record was written.
    await ended.takeOut([job.id]);
    await connections.commands.zadd('jobs:processing', clock.now(), job.id);
    clock.advance(60_000);
    expect(await jobs.listLive('processing', clock.now(), 10)).toEqual([]);
    expect(await ended.list(10)).toEqual([job.id]);
  });
});
