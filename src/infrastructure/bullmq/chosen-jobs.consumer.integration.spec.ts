import { setTimeout as delay } from 'node:timers/promises';
import type { TestingModule } from '@nestjs/testing';

import type { RunAnalysis } from '#application/analysis/run-analysis';
import { WorkerStopping } from '#application/analysis/worker-stopping';
import type { QueuedAnalysis } from '#application/ports/analysis-queue.port';
import type { AppConfig } from '#config/app-config';
import type { JobId } from '#domain/jobs/analysis-job';
import { MB } from '#domain/shared/quantities';
import { aQueuedAnalysis } from '#test/contracts/analysis-queue.contract';
import { eventually } from '#test/support/eventually';
import type { QueueWorker } from '#test/support/queue-worker';
import { startQueueWorker } from '#test/support/queue-worker';
import { TemporaryRedis } from '#test/support/temporary-redis';

type Execute = RunAnalysis['execute'];
type Facts = Partial<QueuedAnalysis>;

const small = (facts: Facts = {}): QueuedAnalysis => aQueuedAnalysis(facts);
const big = (facts: Facts = {}): QueuedAnalysis => aQueuedAnalysis({ file: { size: 60 * MB }, ...facts });
const LITTLE_MEMORY = { largestJobs: 'small', workerConcurrency: 1 } as const;

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

/** A process of role worker, as far as the queue goes. */
async function startWorker(analysis: Partial<AppConfig['analysis']>, execute: Execute): Promise<QueueWorker> {
  const worker = await startQueueWorker(redis, execute, { stopGraceSeconds: 0, ...analysis });
  modules.push(worker.services);
  return worker;
}

/** Notes what it is given, and is done with it at once. */
function noting(taken: JobId[]): Execute {
  return (id) => {
    const isSecond = taken.includes(id);
    if (!isSecond) taken.push(id);
    return Promise.resolve(isSecond ? 'not-ours' : 'done');
  };
}

describe('a worker that cannot take every job', () => {
  it('takes what it can in the order of the queue, and leaves the rest to one that can', async () => {
    const [little, rest]: [JobId[], JobId[]] = [[], []];
    const { queue, slots } = await startWorker(LITTLE_MEMORY, noting(little));
    slots.hold(true);
    const [calm, urgent, raised, large] = [small(), small({ priority: 5 }), small(), big({ priority: 9 })];
    for (const job of [large, calm, urgent, raised]) await queue.enqueue(job);
    await queue.raise(raised.id, 8);
    slots.hold(false);
    await eventually(async () => {
      expect(little).toEqual([raised.id, urgent.id, calm.id]);
      expect(await queue.depth()).toEqual({ waiting: 1, active: 0 });
    });
    expect((await queue.depthByNeeds()).filter(({ waiting }) => waiting > 0)).toEqual([
      { needs: ['code', 'large-memory'], waiting: 1 },
    ]);
    await startWorker({}, noting(rest));
    await eventually(async () => {
      expect(rest).toEqual([large.id]);
      expect(await queue.depth()).toEqual({ waiting: 0, active: 0 });
    });
    expect(little).toHaveLength(3);
  });

  it('takes quick ones only where code cannot be looked at', async () => {
    const taken: JobId[] = [];
    const { queue } = await startWorker({ takesCode: false }, noting(taken));
    const quick = { options: { depth: 'quick' } } as const;
    const jobs = [small(), small(quick), big(quick), big()] as const;
    for (const job of jobs) await queue.enqueue(job);
    await eventually(async () => {
      expect([...taken].sort()).toEqual([jobs[1].id, jobs[2].id].sort());
      expect(await queue.depth()).toEqual({ waiting: 2, active: 0 });
    });
  });

  it('runs as many at once as it has slots, and says so', async () => {
    const ends: (() => void)[] = [];
    const held: Execute = async () => {
      await new Promise<void>((resolve) => ends.push(resolve));
      return 'done';
    };
    const { queue, slots } = await startWorker({ largestJobs: 'medium', workerConcurrency: 2 }, held);
    for (const job of [small(), small(), small()]) await queue.enqueue(job);
    await eventually(async () => {
      expect(slots.load).toBe(2);
      expect(await queue.depth()).toEqual({ waiting: 1, active: 2 });
    });
    ends.shift()?.();
    await eventually(() => {
      expect(ends).toHaveLength(2);
      expect(slots.processedJobs).toBe(1);
    });
    for (const end of ends) end();
  });

  it('hands what it runs back when it stops: before its equals, for any worker', async () => {
    const untilStopped: Execute = async (_id, { signal }) => {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      return signal.reason instanceof WorkerStopping ? 'handed-back' : 'done';
    };
    const { queue, slots } = await startWorker(LITTLE_MEMORY, untilStopped);
    const [first, later] = [small({ priority: 3 }), small({ priority: 3 })];
    await queue.enqueue(first);
    await eventually(() => {
      expect(slots.load).toBe(1);
    });
    await queue.enqueue(later);
    await slots.stop();
    expect(await queue.depth()).toEqual({ waiting: 2, active: 0 });
    expect(await queue.unclassified(10)).toEqual([]);
    const taken: JobId[] = [];
    await startWorker(LITTLE_MEMORY, noting(taken));
    await eventually(() => {
      expect(taken).toEqual([first.id, later.id]);
    });
  });

  it('asks seldom while nothing waits that it can take', async () => {
    const { queue } = await startWorker(LITTLE_MEMORY, noting([]));
    const { commands } = await redis.connect();
    for (let count = 0; count < 20; count += 1) await queue.enqueue(big());
    await eventually(async () => {
      expect(await queue.depth()).toEqual({ waiting: 20, active: 0 });
    });
    await commands.config('RESETSTAT');
    const begun = Date.now();
    await delay(1500);
    const seconds = (Date.now() - begun) / 1000;
    const calls = /cmdstat_evalsha:calls=(\d+)/.exec(await commands.info('commandstats'))?.[1] ?? '0';
    // BullMQ's own questions among them, one or two in two seconds.
    expect(Number(calls)).toBeLessThanOrEqual(4 * Math.ceil(seconds));
  });
});

describe('workers of several kinds', () => {
  it('bring every job to its end, none where it cannot run, and leave nothing behind', async () => {
    const taken = { any: [] as JobId[], little: [] as JobId[], quick: [] as JobId[] };
    const { queue, slots } = await startWorker({ workerConcurrency: 3 }, noting(taken.any));
    const others = [
      await startWorker(LITTLE_MEMORY, noting(taken.little)),
      await startWorker(LITTLE_MEMORY, noting(taken.little)),
      await startWorker({ takesCode: false }, noting(taken.quick)),
    ];
    const jobs = Array.from({ length: 150 }, (_, index) =>
      aQueuedAnalysis({
        priority: index % 11,
        file: { size: index % 3 === 0 ? 60 * MB : 1000 },
        options: { depth: index % 2 === 0 ? 'quick' : 'standard' },
      }),
    );
    await Promise.all(jobs.map((job) => queue.enqueue(job)));
    await eventually(async () => {
      expect(new Set(Object.values(taken).flat()).size).toBe(jobs.length);
      expect(await queue.depth()).toEqual({ waiting: 0, active: 0 });
    });
    const of = (ids: readonly JobId[]): QueuedAnalysis[] => jobs.filter(({ id }) => ids.includes(id));
    expect(of(taken.little).filter(({ file }) => file.size > 10 * MB)).toEqual([]);
    expect(of(taken.quick).filter(({ options }) => options.depth !== 'quick')).toEqual([]);
    const { commands } = await redis.connect();
    const left = async (): Promise<readonly string[]> =>
      (await commands.keys('*')).filter(
        (key) => !/:(events|meta|marker|stalled-check|pc|id)$|^\{bin2nlp\}:health$/.test(key),
      );
    // What one worker has taken may still be on its way to another: that one finds that it is done. On its way as they stop, it is
    // handed back, for whoever comes next to find.
    await eventually(async () => {
      expect(await left()).toEqual([]);
    });
    await Promise.all([slots, ...others.map((each) => each.slots)].map((each) => each.stop()));
    expect(await left()).toEqual([]);
  });
});
