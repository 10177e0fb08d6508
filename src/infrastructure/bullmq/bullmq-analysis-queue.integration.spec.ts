import { BullModule, getQueueToken } from '@nestjs/bullmq';
import type { TestingModule } from '@nestjs/testing';
import { Test } from '@nestjs/testing';
import type { Job } from 'bullmq';
import { Queue, Worker } from 'bullmq';

import { RunAnalysis } from '#application/analysis/run-analysis';
import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import { newJobId, parseJobId } from '#domain/jobs/analysis-job';
import { MB } from '#domain/shared/quantities';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { NoTracing } from '#infrastructure/tracing/no-tracing';
import type { AnalysisQueueSubject } from '#test/contracts/analysis-queue.contract';
import { aQueuedAnalysis, describeAnalysisQueueContract } from '#test/contracts/analysis-queue.contract';
import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';
import type { AnalysisDelivery } from './analysis-delivery';
import { ANALYSIS_QUEUE, deliveryOptions, QUEUE_PREFIX, SMALL_JOBS_QUEUE } from './analysis-delivery';
import { BullmqAnalysisQueue } from './bullmq-analysis-queue';
import { ChosenJobsConsumer } from './chosen-jobs.consumer';
import { chosenJobsQueue } from './lanes';
import { queueOptions } from './queue-options';
import { SmallJobsConsumer } from './small-jobs.consumer';
import { WaitingByNeeds } from './waiting-by-needs';
import { WaitingSmallJobs } from './waiting-small-jobs';
import { WorkerId } from './worker-id';

/** What a worker with memory for medium jobs has. */
const LIMITED = ['code', 'medium-memory'];

let redis: TemporaryRedis;
let connections: RedisConnections;
let services: TestingModule;
let bullQueue: Queue<AnalysisDelivery>;
let worker: Worker;
let smallJobs: SmallJobsConsumer;
let smallSlot: Worker;
let chosenJobs: ChosenJobsConsumer;
let chosenSlot: Worker;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
  services = await Test.createTestingModule({
    imports: [
      BullModule.forRoot(queueOptions(connections)),
      BullModule.registerQueue({ name: ANALYSIS_QUEUE }, { name: SMALL_JOBS_QUEUE }),
    ],
    providers: [
      SmallJobsConsumer,
      ChosenJobsConsumer,
      WaitingByNeeds,
      WaitingSmallJobs,
      { provide: AppConfig, useValue: redis.config({ analysis: { largestJobs: 'medium' } }) },
      { provide: RedisConnections, useValue: connections },
      { provide: RunAnalysis, useValue: {} },
      { provide: Tracing, useClass: NoTracing },
      { provide: WorkerId, useValue: { id: 'worker-1' } },
    ],
  }).compile();
  await services.init();
  bullQueue = services.get<Queue<AnalysisDelivery>>(getQueueToken(ANALYSIS_QUEUE));
  bullQueue.setMaxListeners(0);
  smallJobs = services.get(SmallJobsConsumer);
  const options = { connection: connections.forWorker(1000), prefix: QUEUE_PREFIX };
  worker = new Worker(ANALYSIS_QUEUE, null, options);
  smallSlot = new Worker(SMALL_JOBS_QUEUE, null, options);
  chosenJobs = services.get(ChosenJobsConsumer);
  chosenSlot = new Worker(chosenJobsQueue(LIMITED), null, options);
});

afterAll(async () => {
  await Promise.all([worker.close(), smallSlot.close(), chosenSlot.close()]);
  await services.close();
  await redis.stop();
});

const queueFor = (queue: Queue<AnalysisDelivery>, clients: RedisConnections, maxBytes: number): BullmqAnalysisQueue =>
  new BullmqAnalysisQueue(
    queue,
    clients,
    new WaitingSmallJobs(clients),
    { maxBytes },
    new WaitingByNeeds(clients),
    new NoTracing(),
  );

const queueOf = (queue: Queue<AnalysisDelivery>, clients: RedisConnections): BullmqAnalysisQueue =>
  queueFor(queue, clients, 10 * MB);

/** @param next takes the entry that comes next, as one kind of slot does */
async function subjectOf(next: () => Promise<Job | undefined>): Promise<AnalysisQueueSubject> {
  await connections.commands.flushall();
  const taken = new Map<string, Job>();
  return {
    queue: queueOf(bullQueue, connections),
    take: async () => {
      const entry = await next();
      if (entry?.id === undefined) return undefined;
      taken.set(entry.id, entry);
      return parseJobId(entry.id);
    },
    finish: async (id) => {
      await taken.get(id)?.moveToCompleted(undefined, 'token', false);
    },
  };
}

function makeSubject(): Promise<AnalysisQueueSubject> {
  return subjectOf(async () => (await worker.getNextJob('token', { block: false })) as Job | undefined);
}

function makeSubjectOfSmallSlots(): Promise<AnalysisQueueSubject> {
  return subjectOf(async () => {
    await smallJobs.fetchNext();
    const entry = (await smallSlot.getNextJob('token', { block: false })) as Job | undefined;
    if (entry?.id !== undefined) await bullQueue.remove(entry.id);
    return entry;
  });
}

function makeSubjectOfLimitedWorker(): Promise<AnalysisQueueSubject> {
  return subjectOf(async () => {
    await chosenJobs.fetchNext();
    const entry = (await chosenSlot.getNextJob('token', { block: false })) as Job | undefined;
    if (entry?.id !== undefined) await bullQueue.remove(entry.id);
    return entry;
  });
}

describeAnalysisQueueContract('BullmqAnalysisQueue', makeSubject);
describeAnalysisQueueContract('BullmqAnalysisQueue whose small jobs go to slots of their own', makeSubjectOfSmallSlots);
describeAnalysisQueueContract('BullmqAnalysisQueue whose jobs go to a limited worker', makeSubjectOfLimitedWorker);

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

  it('queues a job again whose worker was lost, without one that takes whatever comes', async () => {
    const { queue, take } = await makeSubject();
    const job = aQueuedAnalysis();
    await queue.enqueue(job);
    await take();
    await queue.enqueue(job);
    expect(await queue.depth()).toEqual({ waiting: 0, active: 1 });
    await connections.commands.del(bullQueue.toKey(`${job.id}:lock`));
    await queue.enqueue(job);
    expect(await queue.depth()).toEqual({ waiting: 1, active: 0 });
    expect(await chosenJobs.fetchNext()).toBe(true);
  });

  it('has limited workers take what BullMQ recovered, and what the version before has queued', async () => {
    const { queue } = await makeSubject();
    const { commands } = connections;
    const [recovered, old] = [aQueuedAnalysis({ priority: 3 }), aQueuedAnalysis()];
    await queue.enqueue(recovered);
    await queue.withdraw(recovered.id);
    const entry = { v: 1 as const, requestId: old.requestId, correlationId: old.correlationId };
    for (const { id } of [recovered, old]) await bullQueue.add('analyse', entry, deliveryOptions(id, 11));
    // As it leaves a job of a lost worker.
    await commands.zrem(bullQueue.toKey('prioritized'), recovered.id);
    await commands.lpush(bullQueue.toKey('wait'), recovered.id);
    await commands.zadd('{bin2nlp}:waiting:any', 1, newJobId());
    expect(await chosenJobs.fetchNext()).toBe(false);
    expect(await queue.unclassified(10)).toEqual([recovered.id, old.id]);
    expect(await commands.exists('{bin2nlp}:waiting:any')).toBe(0);
    for (const job of [recovered, old]) await queue.enqueue(job);
    expect(await queue.unclassified(10)).toEqual([]);
    expect(await queue.position(recovered.id)).toBe(0);
    expect([await chosenJobs.fetchNext(), await chosenJobs.fetchNext()]).toEqual([true, true]);
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
  it('sends no more along than the two ids and what it needs', async () => {
    const { queue } = await makeSubject();
    const job = aQueuedAnalysis();
    await queue.enqueue(job);
    const entry = await bullQueue.getJob(job.id);
    const { requestId, correlationId } = job;
    expect(entry?.data).toEqual({ v: 1, requestId, correlationId, needs: ['code'] });
  });

  it('puts jobs that a lost worker had before all others', async () => {
    const { queue } = await makeSubject();
    const [waiting, lost, lostToo] = [aQueuedAnalysis({ priority: 10, file: { size: 1e9 } }), newJobId(), newJobId()];
    await queue.enqueue(waiting);
    await connections.commands.rpush(bullQueue.toKey('wait'), lost);
    await connections.commands.rpush(bullQueue.toKey('wait'), lostToo);
    expect(await Promise.all([lostToo, lost, waiting.id].map((id) => queue.position(id)))).toEqual([0, 1, 2]);
  });

  it('says that the service is unavailable while Redis is away, and serves again when it is back', async () => {
    const own = await TemporaryRedis.start();
    const clients = await own.connect();
    const bull = new Queue<AnalysisDelivery>(ANALYSIS_QUEUE, queueOptions(clients));
    const queue = queueOf(bull, clients);
    await queue.enqueue(aQueuedAnalysis());
    process.kill(own.pid, 'SIGKILL');
    await expect(
      (async () => {
        for (;;) await queue.enqueue(aQueuedAnalysis());
      })(),
    ).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await eventually(() => queue.enqueue(aQueuedAnalysis()));
    await bull.close();
    await own.stop();
  });
});

describe('small jobs of BullmqAnalysisQueue', () => {
  const large = { file: { size: 20 * MB } };

  it('wait among all, in the list that autoscalers count, and large ones come to no slot of theirs', async () => {
    const { queue } = await makeSubject();
    const [first, small] = [aQueuedAnalysis(large), aQueuedAnalysis()];
    for (const job of [first, small]) await queue.enqueue(job);
    expect(await connections.commands.zcard('{bin2nlp}:analysis:prioritized')).toBe(2);
    expect(await Promise.all([first, small].map(({ id }) => queue.position(id)))).toEqual([0, 0]);
    const take = async (): Promise<Job | undefined> =>
      (await smallSlot.getNextJob('token', { block: false })) as Job | undefined;
    expect(await smallJobs.fetchNext()).toBe(true);
    expect((await take())?.id).toBe(small.id);
    expect(await smallJobs.fetchNext()).toBe(false);
    expect(await take()).toBeUndefined();
  });

  it('are delivered by the queue of all too: what a slot lost on the way is not lost', async () => {
    const { queue, take } = await makeSubject();
    const job = aQueuedAnalysis();
    await queue.enqueue(job);
    expect(await smallJobs.fetchNext()).toBe(true);
    // The worker that fetched it dies here.
    expect(await queue.holds(job.id)).toBe(true);
    expect(await take()).toBe(job.id);
  });

  it('are held by their slot as long as its worker lives', async () => {
    const { queue, take } = await makeSubjectOfSmallSlots();
    const job = aQueuedAnalysis();
    await queue.enqueue(job);
    await take();
    expect(await queue.holds(job.id)).toBe(true);
    expect(await queue.depth()).toEqual({ waiting: 0, active: 1 });
    await connections.commands.del(`${QUEUE_PREFIX}:${SMALL_JOBS_QUEUE}:${job.id}:lock`);
    expect(await queue.holds(job.id)).toBe(false);
    await queue.enqueue(job);
    expect(await queue.depth()).toMatchObject({ waiting: 1 });
  });

  it('are found no more once they were withdrawn, or taken by a worker that knows nothing of such slots', async () => {
    const { queue, take } = await makeSubject();
    const [withdrawn, taken] = [aQueuedAnalysis(), aQueuedAnalysis()];
    for (const job of [withdrawn, taken]) await queue.enqueue(job);
    await queue.withdraw(withdrawn.id);
    expect(await take()).toBe(taken.id);
    expect(await smallJobs.fetchNext()).toBe(false);
  });

  it('are not told apart where workers have no slots for them', async () => {
    await connections.commands.flushall();
    const queue = queueFor(bullQueue, connections, 0);
    await queue.enqueue(aQueuedAnalysis());
    expect(await smallJobs.fetchNext()).toBe(false);
    expect(await queue.depth()).toEqual({ waiting: 1, active: 0 });
  });
});
