import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { aQueuedAnalysis } from '#test/contracts/analysis-queue.contract';
import { aWorker } from '#test/contracts/worker-registry.contract';
import { FakeAnalysisQueue } from '#test/fakes/fake-analysis-queue';
import { FakeWorkerRegistry } from '#test/fakes/fake-worker-registry';
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
    const workers = new FakeWorkerRegistry();
    const check = new QueueCheck(queue, connections, workers);
    const healthy = { status: 'healthy', detail: '1 waiting, 0 running' };
    expect(await check.check()).toEqual(healthy);
    await workers.announce(aWorker());
    expect(await check.check()).toEqual(healthy);
  });

  it('is degraded while jobs wait that none of the workers can take', async () => {
    const queue = new FakeAnalysisQueue();
    for (const depth of ['quick', 'standard'] as const) await queue.enqueue(aQueuedAnalysis({ options: { depth } }));
    const workers = new FakeWorkerRegistry();
    await workers.announce(aWorker({ capabilities: ['medium-memory'] }));
    expect(await new QueueCheck(queue, connections, workers).check()).toEqual({
      status: 'degraded',
      detail: '2 waiting, 0 running; no worker that is there can take 1 of those that wait',
    });
  });

  it('is degraded when Redis may throw jobs away', async () => {
    await connections.commands.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await new QueueCheck(new FakeAnalysisQueue(), connections, new FakeWorkerRegistry()).check()).toMatchObject({
      status: 'degraded',
      detail: expect.stringContaining('allkeys-lru') as string,
    });
  });
});
