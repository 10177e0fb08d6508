import { Queue, Worker } from 'bullmq';
import type { Job } from 'bullmq';

import { newJobId, parseJobId } from '#domain/analysis/analysis-job';
import type { RedisConnections } from '#infrastructure/redis/redis-connections';
import { aQueuedAnalysis, describeAnalysisQueueContract } from '#test/contracts/analysis-queue.contract';
import type { AnalysisQueueSubject } from '#test/contracts/analysis-queue.contract';
import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { ANALYSIS_QUEUE, QUEUE_PREFIX } from './analysis-delivery';
import type { AnalysisDelivery } from './analysis-delivery';
import { BullmqAnalysisQueue } from './bullmq-analysis-queue';

let redis: TemporaryRedis;
let connections: RedisConnections;
let bullQueue: Queue<AnalysisDelivery>;
let worker: Worker;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
  const options = { connection: connections.forQueue(), prefix: QUEUE_PREFIX };
  bullQueue = new Queue<AnalysisDelivery>(ANALYSIS_QUEUE, options);
  bullQueue.setMaxListeners(0);
  worker = new Worker(ANALYSIS_QUEUE, null, options);
});

afterAll(async () => {
  await worker.close();
  await bullQueue.close();
  await redis.stop();
});

async function makeSubject(): Promise<AnalysisQueueSubject> {
  await connections.commands.flushall();
  const taken = new Map<string, Job>();
  return {
    queue: new BullmqAnalysisQueue(bullQueue, connections),
    take: async () => {
      const entry = (await worker.getNextJob('token', { block: false })) as Job | undefined;
      if (entry?.id === undefined) return undefined;
      taken.set(entry.id, entry);
      return parseJobId(entry.id);
    },
    finish: async (id) => {
      await taken.get(id)?.moveToCompleted(undefined, 'token', false);
    },
  };
}

describeAnalysisQueueContract('BullmqAnalysisQueue', makeSubject);

describe('BullmqAnalysisQueue after a fault', () => {
  it.each(['failed', 'completed'] as const)('queues a job again whose entry was left over as %s', async (state) => {
    const { queue, take } = await makeSubject();
    const job = aQueuedAnalysis();
    await bullQueue.add('analyse', { v: 1, ...job }, { jobId: job.id });
    const entry: Job = await worker.getNextJob('token', { block: false });
    if (state === 'failed') await entry.moveToFailed(new Error('left over'), 'token');
    else await entry.moveToCompleted(undefined, 'token', false);
    expect(await queue.holds(job.id)).toBe(false);
    await queue.enqueue(job);
    expect(await queue.holds(job.id)).toBe(true);
    expect(await take()).toBe(job.id);
  });

  it('queues a job again whose entry is in no list', async () => {
    const { queue, take } = await makeSubject();
    const job = aQueuedAnalysis();
    await queue.enqueue(job);
    await connections.commands.zrem(bullQueue.toKey('prioritized'), job.id);
    expect(await queue.holds(job.id)).toBe(false);
    await queue.enqueue(job);
    expect(await take()).toBe(job.id);
  });
});

describe('BullmqAnalysisQueue', () => {
  it('sends no more than the two ids along', async () => {
    const { queue } = await makeSubject();
    const job = aQueuedAnalysis();
    await queue.enqueue(job);
    const entry = await bullQueue.getJob(job.id);
    expect(entry?.data).toEqual({ v: 1, requestId: job.requestId, correlationId: job.correlationId });
  });

  it('puts jobs that a lost worker had before all others', async () => {
    const { queue } = await makeSubject();
    const [waiting, lost, lostToo] = [aQueuedAnalysis({ priority: 10 }), newJobId(), newJobId()];
    await queue.enqueue(waiting);
    await connections.commands.rpush(bullQueue.toKey('wait'), lost);
    await connections.commands.rpush(bullQueue.toKey('wait'), lostToo);
    expect(await Promise.all([lostToo, lost, waiting.id].map((id) => queue.position(id)))).toEqual([0, 1, 2]);
  });

  it('says that the service is unavailable while Redis is away, and serves again when it is back', async () => {
    const own = await TemporaryRedis.start();
    const clients = await own.connect();
    const bull = new Queue<AnalysisDelivery>(ANALYSIS_QUEUE, { connection: clients.forQueue(), prefix: QUEUE_PREFIX });
    const queue = new BullmqAnalysisQueue(bull, clients);
    await queue.enqueue(aQueuedAnalysis());
    process.kill(own.pid, 'SIGKILL');
    await expect(
      (async () => {
        for (;;) await queue.enqueue(aQueuedAnalysis());
      })(),
    ).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await eventually(() => queue.enqueue(aQueuedAnalysis()), 10_000);
    await bull.close();
    await own.stop();
  });
});
