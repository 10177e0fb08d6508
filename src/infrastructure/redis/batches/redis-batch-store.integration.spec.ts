import { newJobId } from '#domain/jobs/analysis-job';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { aJob } from '#test/builders/job';
import type { BatchStoreSubject } from '#test/contracts/batch-store.contract';
import { describeBatchStoreContract } from '#test/contracts/batch-store.contract';
import { describeEndedBatchesContract } from '#test/contracts/ended-batches.contract';
import { FakeClock } from '#test/fakes/fake-clock';
import { letTimePass } from '#test/support/let-time-pass';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisBatchStore } from './redis-batch-store';
import { RedisEndedBatches } from './redis-ended-batches';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});
afterAll(async () => {
  await redis.stop();
});
beforeEach(async () => {
  await connections.commands.flushall();
});

function makeSubject(): Promise<BatchStoreSubject> {
  const clock = new FakeClock();
  const ended = new RedisEndedBatches(connections, clock);
  return Promise.resolve({
    ended,
    store: new RedisBatchStore(connections, ended),
    settle: (job) => ended.settle(job),
    pass: async (milliseconds) => {
      clock.advance(milliseconds);
      await letTimePass(connections.commands, milliseconds);
    },
  });
}

describeBatchStoreContract('RedisBatchStore', makeSubject);
describeEndedBatchesContract('RedisEndedBatches', makeSubject);

it('leaves no key of a batch that is forgotten, and none of any that does not end by itself', async () => {
  const clock = new FakeClock();
  const ended = new RedisEndedBatches(connections, clock);
  const store = new RedisBatchStore(connections, ended);
  const [id, jobId] = [newJobId(), newJobId()];
  await store.create({ id, ownerId: 'mine', createdAt: clock.now() });
  await store.add(id, { path: 'a', jobId });
  await store.add(id, { path: 'b', jobId: newJobId() });
  await ended.settle(aJob({ id: jobId, batchId: id, status: 'completed' }));
  const keys = await connections.commands.keys(`*${id}*`);
  expect(keys).toHaveLength(5);
  for (const key of keys) expect(await connections.commands.ttl(key)).toBeGreaterThan(0);
  await store.forget({ id, ownerId: 'mine' });
  await ended.settle(aJob({ id: jobId, batchId: id, status: 'completed' }));
  expect(await connections.commands.keys('*')).toEqual([]);
});
