import type { TestingModule } from '@nestjs/testing';

import type { RunAnalysis } from '#application/analysis/run-analysis';
import { WorkerStopping } from '#application/analysis/worker-stopping';
import type { AnalysisQueue, QueuedAnalysis } from '#application/ports/analysis-queue.port';
import type { AppConfig } from '#config/app-config';
import type { JobId } from '#domain/jobs/analysis-job';
import { aQueuedAnalysis } from '#test/contracts/analysis-queue.contract';
import { eventually } from '#test/support/eventually';
import { SMALL_JOB_BYTES, startQueueWorker } from '#test/support/queue-worker';
import { TemporaryRedis } from '#test/support/temporary-redis';
import type { AnalysisSlots } from './analysis-slots';

type Execute = RunAnalysis['execute'];
type Facts = Partial<QueuedAnalysis>;

const small = (facts: Facts = {}): QueuedAnalysis => aQueuedAnalysis({ file: { size: SMALL_JOB_BYTES }, ...facts });
const large = (facts: Facts = {}): QueuedAnalysis => aQueuedAnalysis({ file: { size: SMALL_JOB_BYTES + 1 }, ...facts });

/** Runs end when the test says so, or when they are told to stop. */
class Runs {
  private readonly ends = new Map<JobId, () => void>();
  /** In the order in which they began. */
  readonly begun: JobId[] = [];

  readonly execute: Execute = async (id, { signal }) => {
    this.begun.push(id);
    await new Promise<void>((resolve) => {
      this.ends.set(id, resolve);
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    this.ends.delete(id);
    return signal.reason instanceof WorkerStopping ? 'handed-back' : 'done';
  };

  get underWay(): readonly JobId[] {
    return [...this.ends.keys()];
  }

  end({ id }: QueuedAnalysis): void {
    this.ends.get(id)?.();
  }

  /** Resolves once just these run. */
  async are(...jobs: readonly QueuedAnalysis[]): Promise<void> {
    await eventually(() => {
      expect([...this.underWay].sort()).toEqual(jobs.map(({ id }) => id).sort());
    });
  }
}

let redis: TemporaryRedis;
let runs: Runs;
const modules: TestingModule[] = [];

beforeAll(async () => {
  redis = await TemporaryRedis.start();
});
beforeEach(() => {
  runs = new Runs();
});
afterEach(async () => {
  await Promise.all(modules.splice(0).map((module) => module.close()));
  await (await redis.connect()).commands.flushall();
});
afterAll(async () => {
  await redis.stop();
});

/** A process of role worker, as far as the queue goes. */
async function startWorker(
  analysis: Partial<AppConfig['analysis']> = {},
  execute = runs.execute,
): Promise<{
  readonly slots: AnalysisSlots;
  readonly queue: AnalysisQueue;
  readonly enqueue: (...jobs: readonly QueuedAnalysis[]) => Promise<void>;
}> {
  const { services, slots, queue } = await startQueueWorker(redis, execute, { stopGraceSeconds: 0, ...analysis });
  modules.push(services);
  const enqueue = async (...jobs: readonly QueuedAnalysis[]): Promise<void> => {
    for (const job of jobs) await queue.enqueue(job);
  };
  return { slots, queue, enqueue };
}

describe('a worker with a slot for small jobs', () => {
  it('runs a small one beside large ones that came before it and are more urgent', async () => {
    const { enqueue, queue, slots } = await startWorker();
    const [first, second, third] = [large({ priority: 9 }), large({ priority: 9 }), large({ priority: 9 })];
    await enqueue(first, second, third);
    await runs.are(first);
    const quick = small();
    await enqueue(quick);
    await runs.are(first, quick);
    expect(slots.load).toBe(2);
    expect(await queue.depth()).toEqual({ waiting: 2, active: 2 });
    runs.end(quick);
    await eventually(async () => {
      expect(await queue.depth()).toEqual({ waiting: 2, active: 1 });
    });
    // Its slot stays free for the next small one.
    expect(runs.begun).toEqual([first.id, quick.id]);
    runs.end(first);
    await runs.are(second);
  });

  it('takes the most urgent small one first, raised ones too, and one after the other', async () => {
    const { enqueue, queue } = await startWorker();
    const [busy, calm, urgent, raised] = [large(), small(), small({ priority: 5 }), small()];
    await enqueue(busy);
    await runs.are(busy);
    const first = small();
    await enqueue(first);
    await runs.are(busy, first);
    await enqueue(calm, urgent, raised);
    expect(await queue.raise(raised.id, 8)).toBe(true);
    expect(await Promise.all([raised, urgent, calm].map(({ id }) => queue.position(id)))).toEqual([0, 1, 2]);
    for (const [done, next] of [
      [first, raised],
      [raised, urgent],
      [urgent, calm],
    ] as const) {
      runs.end(done);
      await runs.are(busy, next);
    }
  });

  it('has all slots for small jobs when there are no others', async () => {
    const { enqueue } = await startWorker({ workerConcurrency: 3 });
    const jobs = [small(), small(), small(), small()] as const;
    await enqueue(...jobs);
    await runs.are(jobs[0], jobs[1], jobs[2]);
    runs.end(jobs[1]);
    await runs.are(jobs[0], jobs[2], jobs[3]);
  });

  it('counts a job as large by its depth too', async () => {
    const { enqueue } = await startWorker();
    const [busy, deep, quick] = [
      large(),
      small({ options: { depth: 'comprehensive' } }),
      small({ options: { depth: 'quick' } }),
    ];
    await enqueue(busy, deep, quick);
    await runs.are(busy, quick);
  });

  it('leaves what was cancelled, and takes nothing while it is held', async () => {
    const { enqueue, queue, slots } = await startWorker();
    const [busy, cancelled, later] = [large(), small(), small()];
    await enqueue(busy);
    await runs.are(busy);
    slots.hold(true);
    await enqueue(cancelled, later);
    await queue.withdraw(cancelled.id);
    expect(await queue.depth()).toEqual({ waiting: 1, active: 1 });
    slots.hold(false);
    await runs.are(busy, later);
    expect(runs.begun).toEqual([busy.id, later.id]);
  });

  it('hands its small job back when it stops: before its equals, and to the next worker at once', async () => {
    const first = await startWorker();
    const [busy, quick] = [large(), small({ priority: 3 })];
    await first.enqueue(busy);
    await runs.are(busy);
    await first.enqueue(quick);
    await runs.are(busy, quick);
    const later = small({ priority: 3 });
    await first.enqueue(later);
    await first.slots.stop();
    expect(runs.underWay).toEqual([]);
    const { queue } = await startWorker({ workerConcurrency: 1 });
    await eventually(async () => {
      expect(await queue.depth()).toEqual({ waiting: 2, active: 1 });
    });
    await runs.are(quick);
    runs.end(quick);
    await runs.are(later);
    runs.end(later);
    await runs.are(busy);
  });
});

describe('a worker without slots for small jobs', () => {
  it.each([
    ['of one slot', { workerConcurrency: 1 }, 1],
    ['that keeps none free', { smallJobSlots: 0 }, 2],
  ])('%s takes what comes next', async (_, analysis, atOnce) => {
    const { enqueue } = await startWorker(analysis);
    const jobs = [large(), large(), small(), large()];
    await enqueue(...jobs);
    for (const [done, job] of jobs.entries()) {
      await runs.are(...jobs.slice(done, done + atOnce));
      runs.end(job);
    }
    expect(runs.begun).toEqual(jobs.map(({ id }) => id));
  });
});

describe('several workers with and without slots for small jobs', () => {
  it('bring every job to its end, and leave nothing behind', async () => {
    const ended = new Set<JobId>();
    const execute: Execute = async (id) => {
      await Promise.resolve(ended.add(id));
      return 'done';
    };
    const one = await startWorker({}, execute);
    const other = await startWorker({ workerConcurrency: 4, smallJobSlots: 2 }, execute);
    const workers = [one, other, await startWorker({ workerConcurrency: 1 }, execute)];
    const jobs = Array.from({ length: 200 }, (_, index) =>
      index % 5 === 0 ? large({ priority: index % 3 }) : small({ priority: index % 11 }),
    );
    await Promise.all(jobs.map((job, index) => (index % 2 === 0 ? one : other).queue.enqueue(job)));
    await eventually(async () => {
      expect(ended.size).toBe(jobs.length);
      expect(await one.queue.depth()).toEqual({ waiting: 0, active: 0 });
    });
    await Promise.all(workers.map(({ slots }) => slots.stop()));
    const { commands } = await redis.connect();
    const left = (await commands.keys('*')).filter(
      (key) => !/:(events|meta|marker|stalled-check|pc|id)$|^\{bin2nlp\}:health$/.test(key),
    );
    expect(left).toEqual([]);
  });
});
