import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestingModule } from '@nestjs/testing';
import type { Worker } from 'bullmq';
import { Queue } from 'bullmq';

import type { RunAnalysis } from '#application/analysis/run-analysis';
import { WorkerStopping } from '#application/analysis/worker-stopping';
import type { AnalysisQueue } from '#application/ports/analysis-queue.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { NoTracing } from '#infrastructure/tracing/no-tracing';
import { aQueuedAnalysis } from '#test/contracts/analysis-queue.contract';
import { eventually } from '#test/support/eventually';
import { startQueueWorker } from '#test/support/queue-worker';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { AnalysisConsumer } from './analysis.consumer';
import type { AnalysisDelivery } from './analysis-delivery';
import { ANALYSIS_QUEUE, QUEUE_PREFIX } from './analysis-delivery';
import type { AnalysisSlots } from './analysis-slots';
import { BullmqAnalysisQueue } from './bullmq-analysis-queue';
import { queueOptions } from './queue-options';
import { WaitingByNeeds } from './waiting-by-needs';
import { WaitingSmallJobs } from './waiting-small-jobs';

type Execute = RunAnalysis['execute'];

let redis: TemporaryRedis;
const modules: TestingModule[] = [];

beforeAll(async () => {
  redis = await TemporaryRedis.start();
});

afterEach(async () => {
  await Promise.all(modules.splice(0).map((module) => module.close()));
  await (await redis.connect()).commands.flushall();
});

afterAll(async () => {
  await redis.stop();
});

interface RunningWorker {
  readonly slots: AnalysisSlots;
  /** Of the slots that take whatever comes. */
  readonly worker: Worker;
  readonly queue: AnalysisQueue;
}

/** A process of role worker, as far as the queue goes. */
async function startWorker(
  execute: Execute,
  { stopGraceSeconds = 0, stalledCheckMs = 10_000, drainSeconds = 5 } = {},
): Promise<RunningWorker> {
  const pace = { stalledCheckMs, waitForWorkSeconds: drainSeconds };
  const { services, slots, queue } = await startQueueWorker(redis, execute, { stopGraceSeconds }, pace);
  modules.push(services);
  const worker = services.get(AnalysisConsumer).worker as Worker;
  return { slots, worker, queue };
}

/** Runs until it is told to stop, then hands back as `RunAnalysis` does. */
const untilStopped: Execute = async (_id, { signal }) => {
  await once(signal, 'abort');
  return signal.reason instanceof WorkerStopping ? 'handed-back' : 'done';
};

describe('AnalysisConsumer', () => {
  it('has every job run under the name of its worker', async () => {
    const runs = new Map<JobId, string>();
    const { slots, queue } = await startWorker((id, { workerId }) => {
      // Both of its slots can be given the same one: it says of the second time what the real one says.
      const outcome = runs.has(id) ? 'not-ours' : 'done';
      runs.set(id, workerId);
      return Promise.resolve(outcome);
    });
    const jobs = [aQueuedAnalysis(), aQueuedAnalysis(), aQueuedAnalysis()];
    for (const job of jobs) await queue.enqueue(job);
    await eventually(() => {
      // Two slots take them, in no order that one can tell.
      expect(runs).toEqual(new Map(jobs.map(({ id }) => [id, 'worker-1'])));
      expect(slots.processedJobs).toBe(3);
    });
    await eventually(async () => {
      expect(await queue.depth()).toEqual({ waiting: 0, active: 0 });
    });
  });

  it('runs as many at once as configured, and says how many', async () => {
    const { slots, queue } = await startWorker(untilStopped);
    for (let count = 0; count < 3; count += 1) await queue.enqueue(aQueuedAnalysis());
    await eventually(async () => {
      expect(slots.load).toBe(2);
      expect(await queue.depth()).toEqual({ waiting: 1, active: 2 });
    });
  });

  it('takes no new job while it is held, and loses none', async () => {
    const runs: JobId[] = [];
    const { slots, worker, queue } = await startWorker((id) => {
      runs.push(id);
      return Promise.resolve('done');
    });
    const [first, held] = [aQueuedAnalysis(), aQueuedAnalysis()];
    await queue.enqueue(first);
    await eventually(() => {
      expect(runs).toEqual([first.id]);
    });
    const paused = once(worker, 'paused');
    slots.hold(true);
    await paused;
    await queue.enqueue(held);
    // Another worker takes it, if anyone: the held one has had its chance by then.
    const other = await startWorker((id) => {
      runs.push(`${id} elsewhere` as JobId);
      return Promise.resolve('done');
    });
    await eventually(() => {
      expect(runs).toEqual([first.id, `${held.id} elsewhere`]);
    });
    await other.slots.stop();
    const last = aQueuedAnalysis();
    await queue.enqueue(last);
    slots.hold(false);
    await eventually(() => {
      expect(runs.at(-1)).toBe(last.id);
    });
  });

  it('lets go of a job whose run failed, so that the reconciler can queue it again', async () => {
    const execute = jest
      .fn<ReturnType<Execute>, []>()
      .mockRejectedValueOnce(new Error('broken'))
      .mockResolvedValue('done');
    const { queue } = await startWorker(execute);
    const job = aQueuedAnalysis();
    await queue.enqueue(job);
    await eventually(async () => {
      expect(execute).toHaveBeenCalledTimes(1);
      expect(await queue.holds(job.id)).toBe(false);
    });
    await queue.enqueue(job);
    await eventually(() => {
      expect(execute).toHaveBeenCalledTimes(2);
    });
  });
});

describe('AnalysisConsumer when it stops', () => {
  it('lets a running job finish within the grace', async () => {
    let finish = (): void => undefined;
    const { slots, queue } = await startWorker(
      () =>
        new Promise(
          (resolve) =>
            (finish = (): void => {
              resolve('done');
            }),
        ),
      { stopGraceSeconds: 600 },
    );
    const job = aQueuedAnalysis();
    await queue.enqueue(job);
    await eventually(() => {
      expect(slots.load).toBe(1);
    });
    const stopped = slots.stop();
    await queue.enqueue(aQueuedAnalysis());
    finish();
    await stopped;
    expect(slots.processedJobs).toBe(1);
    expect(await queue.depth()).toEqual({ waiting: 1, active: 0 });
  });

  it('hands back what runs longer: an idle worker has it at once', async () => {
    const first = await startWorker(untilStopped);
    const job = aQueuedAnalysis();
    await first.queue.enqueue(job);
    await eventually(() => {
      expect(first.slots.load).toBe(1);
    });
    const taken: JobId[] = [];
    const take: Execute = (id) => {
      taken.push(id);
      return Promise.resolve('done');
    };
    // So long, left to itself, would BullMQ wait until it looks again.
    await startWorker(take, { drainSeconds: 3600 });
    const { commands } = await redis.connect();
    await eventually(async () => {
      // The slots of the second worker, of either kind, and of the first those for small jobs.
      expect(/blocked_clients:(\d+)/.exec(await commands.info('clients'))?.[1]).toBe('3');
    });
    await first.slots.stop();
    await eventually(() => {
      expect(taken).toEqual([job.id]);
    });
  });
});

describe('AnalysisConsumer when it is the only worker and stops', () => {
  it('leaves handed back jobs waiting, before others of their priority', async () => {
    const { slots, queue } = await startWorker(untilStopped);
    const [job, later] = [aQueuedAnalysis(), aQueuedAnalysis()];
    await queue.enqueue(job);
    await eventually(() => {
      expect(slots.load).toBe(1);
    });
    await slots.stop();
    await queue.enqueue(later);
    expect(await queue.position(job.id)).toBe(0);
    expect(await queue.position(later.id)).toBe(1);
  });
});

describe('AnalysisConsumer when Redis was away', () => {
  it('goes on taking jobs once it is back', async () => {
    const taken: JobId[] = [];
    const { queue } = await startWorker((id) => Promise.resolve(taken.push(id)).then(() => 'done'));
    process.kill(redis.pid, 'SIGKILL');
    const job = aQueuedAnalysis();
    await eventually(() => queue.enqueue(job));
    await eventually(() => {
      expect(taken).toEqual([job.id]);
    });
  });
});

describe('AnalysisConsumer beside a worker that is killed', () => {
  it('gets the job of the killed one', async () => {
    const connections = await redis.connect();
    const bullQueue = new Queue<AnalysisDelivery>(ANALYSIS_QUEUE, queueOptions(connections));
    const job = aQueuedAnalysis();
    const byNeeds = new WaitingByNeeds(connections);
    const small = new WaitingSmallJobs(connections);
    const tracing = new NoTracing();
    await new BullmqAnalysisQueue(bullQueue, connections, small, { maxBytes: 0 }, byNeeds, tracing).enqueue(job);
    await takeAndDie();
    const taken: JobId[] = [];
    await startWorker((id) => Promise.resolve(taken.push(id)).then(() => 'done'), { stalledCheckMs: 200 });
    await eventually(() => {
      expect(taken).toEqual([job.id]);
    });
    await bullQueue.close();
  });
});

/** A worker in a process of its own that is killed while it has a job; its lock is short, so that the test is. */
async function takeAndDie(): Promise<void> {
  const program = `
    const { Worker } = require('bullmq');
    const [path, name, prefix] = process.argv.slice(1);
    const takeForEver = () => new Promise(() => { console.log('taken'); });
    new Worker(name, takeForEver, { connection: { path }, prefix, lockDuration: 1000, stalledInterval: 200 });`;
  const child = spawn(process.execPath, ['-e', program, redis.url, ANALYSIS_QUEUE, QUEUE_PREFIX], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await ended;
}
