import { WorkerStopping } from '#application/analysis/worker-stopping';
import { DomainError } from '#domain/shared/domain-error';
import { elfBytes } from '#test/builders/elf-bytes';
import { AnalysisBench, REPORT } from './analysis-bench';
import { heldEngine, statusOf, untilEngineRuns } from './held-engine';

let bench: AnalysisBench;

beforeEach(async () => {
  bench = new AnalysisBench();
  await bench.worker('worker-1');
});

const altered = (): DomainError => new DomainError('SAMPLE_ALTERED', 'The stored file is another one.');
describe('simultaneous submissions of the same content', () => {
  it('are analysed once, and each is a completed job of its own', async () => {
    const jobs = await Promise.all(Array.from({ length: 20 }, () => bench.submitted()));
    expect(await bench.queue.depth()).toEqual({ waiting: 1, active: 0 });
    await bench.work();
    expect(bench.engine.tasks).toHaveLength(1);
    for (const { id } of jobs) {
      expect(await statusOf(bench, id)).toBe('completed');
      expect(await bench.read.head({ id, ownerId: 'local' })).toMatchObject({
        ready: true,
        result: { metadata: { job_id: id } },
      });
    }
    expect(bench.samples.files).toEqual([]);
  });

  it('follow a run that is under way, and have its stages', async () => {
    const { finish } = heldEngine(bench);
    await bench.submitted();
    const working = bench.work();
    await untilEngineRuns(bench);
    const follower = await bench.submitted();
    expect(await bench.queue.depth()).toEqual({ waiting: 0, active: 1 });
    finish();
    await working;
    expect(await bench.jobs.find(follower.id)).toMatchObject({
      status: 'completed',
      cached: true,
      stages: [{ name: 'intake' }, { name: 'structure' }, { name: 'meaning' }],
    });
  });

  it('run alone when one wants a run of its own, or results are not shared', async () => {
    await bench.submitted();
    await bench.submitted({ forceReanalysis: true });
    await bench.submitted({ forceReanalysis: true });
    await bench.submitted({ depth: 'quick' });
    bench.sharing.enabled = false;
    await bench.submitted();
    expect((await bench.queue.depth()).waiting).toBe(5);
  });

  it('share a run also while no worker has said what it runs', async () => {
    await bench.workers.withdraw('worker-1');
    const jobs = [await bench.submitted(), await bench.submitted()];
    expect((await bench.queue.depth()).waiting).toBe(1);
    await bench.worker('worker-1');
    await bench.work();
    for (const { id } of jobs) expect(await statusOf(bench, id)).toBe('completed');
  });

  it('give the run the highest priority and the longest timeout of them all', async () => {
    const other = await bench.submitted({ priority: 5 }, elfBytes({ entry: 3 }));
    const run = await bench.submitted({ priority: 0, timeoutSeconds: 60 });
    await bench.submitted({ priority: 8, timeoutSeconds: 30 });
    await bench.submitted({ priority: 1, timeoutSeconds: 600 });
    expect(await bench.queue.position(run.id)).toBe(0);
    expect(await bench.queue.position(other.id)).toBe(1);
    await bench.work();
    expect(bench.engine.tasks[0]?.timeoutMs).toBe(600_000);
  });

  it('fail together, and free the content', async () => {
    bench.engine.next = () => Promise.reject(new DomainError('ENGINE_FAILED', 'It died.'));
    const jobs = [await bench.submitted(), await bench.submitted()];
    await bench.work();
    for (const { id } of jobs)
      expect(await bench.jobs.find(id)).toMatchObject({ status: 'failed', error: { code: 'ENGINE_FAILED' } });
    expect(bench.samples.files).toEqual([]);
    bench.engine.next = () => Promise.resolve(REPORT);
    const again = await bench.submitted();
    await bench.work();
    expect(await statusOf(bench, again.id)).toBe('completed');
  });

  it('run again for one who would wait longer than the run that had no time left', async () => {
    const outOfTime = { ...REPORT, stages: [{ name: 'code', status: 'partial', elapsed_ms: 1 }] } as const;
    const { finish } = heldEngine(bench, outOfTime);
    const run = await bench.submitted({ timeoutSeconds: 30 });
    const working = bench.work();
    await untilEngineRuns(bench);
    const patient = await bench.submitted({ timeoutSeconds: 600 });
    const hasty = await bench.submitted({ timeoutSeconds: 30 });
    bench.engine.next = () => Promise.resolve(REPORT);
    finish();
    await working;
    expect([await statusOf(bench, run.id), await statusOf(bench, hasty.id)]).toEqual(['completed', 'completed']);
    expect(await statusOf(bench, patient.id)).toBe('pending');
    await bench.work();
    expect(await bench.jobs.find(patient.id)).toMatchObject({ status: 'completed', cached: false });
    expect(bench.engine.tasks.map(({ timeoutMs }) => timeoutMs)).toEqual([30_000, 600_000]);
  });

  it('do not fail for a fault of one of them alone', async () => {
    const run = await bench.submitted();
    const follower = await bench.submitted();
    await bench.samples.release(run.file.sha256, run.id);
    await bench.work();
    expect(await bench.jobs.find(run.id)).toMatchObject({ status: 'failed', error: { code: 'SAMPLE_MISSING' } });
    await bench.work();
    expect(await statusOf(bench, follower.id)).toBe('completed');
  });

  it('do not fail for the altered copy of one of them, which is gone, and nothing of it is kept', async () => {
    const run = await bench.submitted();
    const follower = await bench.submitted();
    bench.engine.next = () => Promise.reject(altered());
    await bench.work();
    expect(await bench.jobs.find(run.id)).toMatchObject({ status: 'failed', error: { code: 'SAMPLE_ALTERED' } });
    expect(await bench.samples.locate(run.file.sha256, run.id)).toBeUndefined();
    expect(bench.cache.bytes).toBe(0);
    bench.engine.next = () => Promise.resolve(REPORT);
    await bench.work();
    expect(await bench.jobs.find(follower.id)).toMatchObject({ status: 'completed', cached: false });
    expect((await bench.submitted()).cached).toBe(true);
    expect(bench.samples.files).toEqual([]);
  });

  it.each(['with its worker told at once', 'with its worker told too late'])(
    'do not fail for the altered copy of one that was cancelled, %s',
    async (how) => {
      let alter = (): void => undefined;
      bench.engine.next = () =>
        new Promise((_resolve, reject) => {
          alter = (): void => {
            reject(altered());
          };
        });
      const run = await bench.submitted();
      const working = bench.work();
      await untilEngineRuns(bench);
      const heir = await bench.submitted();
      await bench.cancel.execute(run.id, 'local');
      if (how.endsWith('once')) await bench.run.reconsider(run.id);
      alter();
      await working;
      bench.engine.next = () => Promise.resolve(REPORT);
      await bench.work();
      expect([await statusOf(bench, run.id), await statusOf(bench, heir.id)]).toEqual(['cancelled', 'completed']);
      expect(bench.samples.files).toEqual([]);
    },
  );
});

describe('a run that is shared and a worker that stops', () => {
  it('waits again, with all that follow it', async () => {
    heldEngine(bench);
    const stop = new AbortController();
    const [run, follower] = [await bench.submitted(), await bench.submitted()];
    const working = bench.work('worker-1', stop.signal);
    await untilEngineRuns(bench);
    stop.abort(new WorkerStopping());
    expect(await working).toBe('handed-back');
    bench.engine.next = () => Promise.resolve(REPORT);
    await bench.queue.enqueue({ ...run, priority: 0 });
    await bench.work();
    expect([await statusOf(bench, run.id), await statusOf(bench, follower.id)]).toEqual(['completed', 'completed']);
  });

  it('goes on under the job that has taken it over', async () => {
    heldEngine(bench);
    const stop = new AbortController();
    const [run, follower] = [await bench.submitted(), await bench.submitted()];
    const working = bench.work('worker-1', stop.signal);
    await untilEngineRuns(bench);
    await bench.cancel.execute(run.id, 'local');
    await bench.run.reconsider(run.id);
    stop.abort(new WorkerStopping());
    expect(await working).toBe('done');
    expect(await statusOf(bench, follower.id)).toBe('pending');
    bench.engine.next = () => Promise.resolve(REPORT);
    await bench.work();
    expect([await statusOf(bench, run.id), await statusOf(bench, follower.id)]).toEqual(['cancelled', 'completed']);
    expect(bench.samples.files).toEqual([]);
  });
});
