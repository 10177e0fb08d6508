import { HOUR_MS } from '#domain/shared/quantities';
import { eventually } from '#test/support/eventually';
import { AnalysisBench } from './analysis-bench';
import { heldEngine, statusOf, untilEngineRuns } from './held-engine';

let bench: AnalysisBench;

beforeEach(async () => {
  bench = new AnalysisBench();
  await bench.worker('worker-1');
});

describe('a job that is cancelled', () => {
  it('is out of the queue at once when it waits, with its sample', async () => {
    const job = await bench.submitted();
    expect(await bench.cancel.execute(job.id, 'local')).toMatchObject({ id: job.id, status: 'cancelled' });
    expect(await bench.queue.holds(job.id)).toBe(false);
    expect(bench.samples.files).toEqual([]);
    await bench.submitted();
    expect((await bench.queue.depth()).waiting).toBe(1);
  });

  it('leaves its place to the oldest that follows it', async () => {
    const run = await bench.submitted({ priority: 7 });
    bench.clock.advance(1000);
    const [second, third] = [await bench.submitted(), await bench.submitted()];
    await bench.cancel.execute(run.id, 'local');
    expect(await bench.queue.position(second.id)).toBe(0);
    await bench.work();
    expect(await Promise.all([run, second, third].map(({ id }) => statusOf(bench, id)))).toEqual([
      'cancelled',
      'completed',
      'completed',
    ]);
    expect(bench.samples.files).toEqual([]);
  });

  it('is ended alone when it follows a run', async () => {
    const run = await bench.submitted();
    const follower = await bench.submitted();
    await bench.cancel.execute(follower.id, 'local');
    await bench.work();
    expect([await statusOf(bench, run.id), await statusOf(bench, follower.id)]).toEqual(['completed', 'cancelled']);
    expect(bench.samples.files).toEqual([]);
  });

  it('has its engine stopped and its sample deleted when nobody else waits', async () => {
    const engine = heldEngine(bench);
    await bench.interruptions.listen((id) => void bench.run.reconsider(id));
    const job = await bench.submitted();
    const working = bench.work();
    await untilEngineRuns(bench);
    await bench.cancel.execute(job.id, 'local');
    expect(await working).toBe('done');
    expect(engine.stopped()).toBe(true);
    expect(await statusOf(bench, job.id)).toBe('cancelled');
    expect(bench.samples.files).toEqual([]);
    await bench.submitted();
    expect((await bench.queue.depth()).waiting).toBe(1);
  });

  it('is found out by the next look of its worker when the message is lost', async () => {
    const engine = heldEngine(bench);
    const job = await bench.submitted();
    const working = bench.work();
    await untilEngineRuns(bench);
    await bench.run.reconsider();
    expect(engine.stopped()).toBe(false);
    await bench.cancel.execute(job.id, 'local');
    await bench.run.reconsider();
    await working;
    expect(engine.stopped()).toBe(true);
  });

  it.each(['with its worker told at once', 'with its worker told too late'])(
    'does not stop a run that others wait for, %s',
    async (how) => {
      const engine = heldEngine(bench);
      const run = await bench.submitted();
      const working = bench.work();
      await untilEngineRuns(bench);
      const [second, third] = [await bench.submitted(), await bench.submitted()];
      await bench.cancel.execute(run.id, 'local');
      if (how.endsWith('once')) {
        await bench.run.reconsider(run.id);
        expect(await bench.jobs.find(second.id)).toMatchObject({ status: 'processing', workerId: 'worker-1' });
        bench.clock.advance(11_000);
        await bench.worker('worker-1');
        expect(await bench.reconcile.execute(HOUR_MS)).toMatchObject({ requeued: 0, recovered: 0 });
      }
      expect(engine.stopped()).toBe(false);
      engine.finish();
      await working;
      expect(bench.engine.tasks).toHaveLength(1);
      expect(await Promise.all([run, second, third].map(({ id }) => statusOf(bench, id)))).toEqual([
        'cancelled',
        'completed',
        'completed',
      ]);
      expect(bench.samples.files).toEqual([]);
      expect((await bench.queue.depth()).waiting).toBe(0);
    },
  );

  it('stops the run once the last of several has been cancelled', async () => {
    const engine = heldEngine(bench);
    await bench.interruptions.listen((id) => void bench.run.reconsider(id));
    const run = await bench.submitted();
    const working = bench.work();
    await untilEngineRuns(bench);
    const follower = await bench.submitted();
    await bench.cancel.execute(run.id, 'local');
    await eventually(async () => {
      expect(await statusOf(bench, follower.id)).toBe('processing');
    });
    expect(engine.stopped()).toBe(false);
    await bench.cancel.execute(follower.id, 'local');
    await working;
    expect(engine.stopped()).toBe(true);
    expect(bench.samples.files).toEqual([]);
  });

  it('is refused once it has ended, and unknown to everybody else', async () => {
    const job = await bench.submitted();
    await expect(bench.cancel.execute(job.id, 'somebody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await bench.work();
    await expect(bench.cancel.execute(job.id, 'local')).rejects.toMatchObject({ code: 'JOB_ALREADY_ENDED' });
  });
});
