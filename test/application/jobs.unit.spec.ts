import { FollowJob } from '#application/analysis/follow-job';
import { ListWorkers } from '#application/operations/list-workers';
import { ReportQueue, scalingAdvice } from '#application/operations/report-queue';
import type { JobEvent } from '#application/ports/job-events.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { eventually } from '#test/support/eventually';
import { AnalysisBench } from './analysis-bench';

let bench: AnalysisBench;
let follow: FollowJob;

beforeEach(async () => {
  bench = new AnalysisBench();
  follow = new FollowJob(bench.jobs, bench.events);
  await bench.worker('worker-1');
});

/** Keeps what is told until that ends. */
function following(
  id: JobId,
  after = 0,
  signal = new AbortController().signal,
): { told: JobEvent[]; end: Promise<void> } {
  const told: JobEvent[] = [];
  const end = (async (): Promise<void> => {
    for await (const event of follow.execute(id, after, signal)) told.push(event);
  })();
  return { told, end };
}

describe('following a job', () => {
  it('tells what was, what is and how it ends', async () => {
    const job = await bench.submitted();
    const { told, end } = following(job.id);
    await eventually(() => {
      expect(told).toHaveLength(1);
    });
    await bench.work();
    await end;
    expect(told.map(({ id }) => id)).toEqual(told.map((_, index) => index + 1));
    expect(told.filter(({ kind }) => kind === 'completed')).toHaveLength(1);
    expect(told.at(-1)?.kind).toBe('completed');
    const later = following(job.id, 2);
    await later.end;
    expect(later.told).toEqual(told.slice(2));
  });

  it('misses nothing when what is told gets lost', async () => {
    const job = await bench.submitted();
    bench.events.subscribe = () => Promise.resolve(() => undefined);
    jest.useFakeTimers();
    try {
      const { told, end } = following(job.id);
      await jest.advanceTimersByTimeAsync(0);
      await bench.jobs.transition(job.id, { from: 'pending' }, { to: 'cancelled' });
      await jest.advanceTimersByTimeAsync(15_000);
      await end;
      expect(told.map(({ kind }) => kind)).toEqual(['status', 'cancelled']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('ends when nobody listens any more, or the job is gone', async () => {
    const job = await bench.submitted();
    const gone = new AbortController();
    const { end } = following(job.id, 0, gone.signal);
    gone.abort();
    await expect(end).resolves.toBeUndefined();
    await expect(following(newJobId()).end).resolves.toBeUndefined();
  });

  it('has nothing more to tell after the last event', async () => {
    const job = await bench.submitted();
    expect(await follow.hasMore(job, 99)).toBe(true);
    const ended = (await bench.jobs.transition(job.id, { from: 'pending' }, { to: 'cancelled' }))!;
    expect(await Promise.all([0, 1, 2].map((after) => follow.hasMore(ended, after)))).toEqual([true, true, false]);
  });
});

describe('the report of the queue', () => {
  it.each([
    [11, 1, 'up'],
    [10, 1, 'keep'],
    [2, 1, 'keep'],
    [1, 1, 'down'],
    [0, 0, 'keep'],
    [1, 0, 'up'],
    [21, 2, 'up'],
    [3, 2, 'down'],
  ])('for %i waiting jobs and %i workers advises %s', (waiting, workers, advice) => {
    expect(scalingAdvice(waiting, workers)).toBe(advice);
  });

  it('counts what waits and runs, how busy the workers are and what was measured', async () => {
    const report = new ReportQueue(bench.queue, bench.workers, bench.times);
    await bench.submitted({ priority: 8 });
    expect(await report.execute()).toMatchObject({ waiting: 1, active: 0, workers: 1, utilization: 0 });
    await bench.work();
    await bench.workers.withdraw('worker-1');
    const after = await report.execute();
    expect(after).toMatchObject({ waiting: 0, workers: 0, runMs: 0, waitMs: 0, recommendation: 'keep' });
    expect(after.utilization).toBeUndefined();
  });

  it('counts what waits for a worker that is not there', async () => {
    const report = new ReportQueue(bench.queue, bench.workers, bench.times);
    const [usual] = await bench.workers.live();
    await bench.submitted({ depth: 'quick' });
    await bench.submitted({ depth: 'standard' });
    expect(await report.execute()).toMatchObject({ waiting: 2, unservable: 0 });
    await bench.workers.announce({ ...usual!, capabilities: ['large-memory', 'medium-memory'] });
    expect(await report.execute()).toMatchObject({ waiting: 2, unservable: 1 });
    await bench.workers.withdraw('worker-1');
    expect(await report.execute()).toMatchObject({ waiting: 2, unservable: 2 });
  });

  it('lists the workers by name', async () => {
    await bench.worker('a-worker');
    const workers = await new ListWorkers(bench.workers).execute();
    expect(workers.map(({ id }) => id)).toEqual(['a-worker', 'worker-1']);
  });
});
