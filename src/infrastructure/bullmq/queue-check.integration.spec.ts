import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { aQueuedAnalysis } from '#test/contracts/analysis-queue.contract';
import { FakeAnalysisQueue } from '#test/fakes/fake-analysis-queue';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { QueueCheck } from './queue-check';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterAll(async () => {
  await redis.stop();
});

describe('QueueCheck', () => {
  it('is healthy with a queue that answers, and says what is in it', async () => {
    const queue = new FakeAnalysisQueue();
    await queue.enqueue(aQueuedAnalysis());
    expect(await new QueueCheck(queue, connections).check()).toEqual({
      status: 'healthy',
      detail: '1 waiting, 0 running',
    });
  });

  it('is degraded when Redis may throw jobs away', async () => {
    await connections.commands.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await new QueueCheck(new FakeAnalysisQueue(), connections).check()).toMatchObject({
      status: 'degraded',
      detail: expect.stringContaining('allkeys-lru') as string,
    });
  });
});
