import { DeleteAnalysis } from '#application/analysis/delete-analysis';
import { FindJob } from '#application/analysis/find-job';
import { WorkerStopping } from '#application/analysis/worker-stopping';
import { UNDER_WAY } from '#domain/document/stages';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { interimKey } from '#domain/results/interim';
import { EVERYTHING } from '#domain/results/section-query';
import { address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { eventually } from '#test/support/eventually';
import { AnalysisBench, REPORT } from './analysis-bench';

const WINDOW = { offset: 0, limit: 10 };
const SO_FAR = {
  ...REPORT,
  stages: [...REPORT.stages, { name: 'code', status: 'skipped', elapsed_ms: 0, reason: UNDER_WAY } as const],
};

let bench: AnalysisBench;
let end: { resolve: () => void; reject: (error: Error) => void };

beforeEach(async () => {
  bench = new AnalysisBench();
  await bench.worker('worker-1');
  bench.engine.next = (signal, onInterim) =>
    new Promise((resolve, reject) => {
      end = {
        resolve: () => {
          resolve(REPORT);
        },
        reject,
      };
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
      onInterim?.(SO_FAR);
    });
});

const kept = (job: AnalysisJob): boolean => bench.cache.entries.has(interimKey(job));
const untilKept = (job: AnalysisJob): Promise<void> =>
  eventually(() => {
    expect(kept(job)).toBe(true);
  });
const soFar = ({ id, ownerId }: AnalysisJob): { id: string; ownerId: string; soFar: true } => ({
  id,
  ownerId,
  soFar: true,
});

describe('what a run has found so far', () => {
  it('is read by those who take it, the follower of the run too, until the whole is there', async () => {
    const [run, follower] = [await bench.submitted(), await bench.submitted()];
    const working = bench.work();
    await untilKept(run);
    for (const job of [run, follower]) {
      expect(await bench.read.head(soFar(job))).toMatchObject({
        ready: true,
        result: {
          metadata: { job_id: job.id },
          summary: { counts: { imports: 1 } },
          not_analysed: expect.arrayContaining([{ section: 'code', reason: UNDER_WAY }]) as unknown,
        },
        stages: [
          { name: 'intake', status: 'ok' },
          { name: 'structure', status: 'ok', elapsed_ms: 1, reason: null },
          { name: 'code', status: 'running', elapsed_ms: null, reason: null },
          { name: 'meaning', status: 'ok' },
        ],
      });
      const page = await bench.read.page(soFar(job), 'imports', EVERYTHING, WINDOW);
      expect(page).toMatchObject({ ready: true, result: { total: 1 } });
      // Nobody who has not asked for it takes it for the whole.
      expect(await bench.read.head({ ...soFar(job), soFar: false })).toEqual({ ready: false, job: page.job });
    }
    const { result: before } = (await bench.read.version(soFar(run))) as { result: string };
    end.resolve();
    await working;
    const after = await bench.read.version(soFar(run));
    expect(after).toMatchObject({ ready: true });
    expect(after).not.toHaveProperty('stages');
    expect((after as { result: string }).result).not.toBe(before);
    expect(kept(run)).toBe(false);
  });

  it('does not say of a function that there is none', async () => {
    const run = await bench.submitted();
    const working = bench.work();
    await untilKept(run);
    expect(
      await bench.read.functionOf(soFar(run), { reference: { address: address(0x1000) }, field: 'address' }),
    ).toMatchObject({ ready: false });
    end.resolve();
    await working;
    await expect(
      bench.read.functionOf(soFar(run), { reference: { address: address(0x1000) }, field: 'address' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    [
      'fails',
      () => {
        end.reject(new DomainError('ANALYSIS_TIMEOUT', 'It hung.'));
      },
    ],
    ['is cancelled, and nobody else waits', (job: AnalysisJob) => bench.cancel.execute(job.id, job.ownerId)],
    [
      'is deleted',
      ({ id, ownerId }: AnalysisJob) =>
        new DeleteAnalysis(new FindJob(bench.jobs), bench.cancel, bench.jobs, bench.cache).execute(id, ownerId),
    ],
  ] as const)('goes when the job %s', async (_how, endIt) => {
    const run = await bench.submitted();
    const working = bench.work();
    await untilKept(run);
    await endIt(run);
    await bench.run.reconsider();
    await working;
    expect([...bench.cache.entries.keys()]).toEqual([]);
  });

  it('goes when the worker hands the job back, or is lost', async () => {
    const run = await bench.submitted();
    const stop = new AbortController();
    const working = bench.work('worker-1', stop.signal);
    await untilKept(run);
    const { document } = bench.cache.entries.get(interimKey(run))!;
    stop.abort(new WorkerStopping());
    expect(await working).toBe('handed-back');
    expect(kept(run)).toBe(false);

    await bench.jobs.transition(run.id, { from: 'pending' }, { to: 'processing', workerId: 'dead' });
    await bench.interim.keep(run, document);
    expect(kept(run)).toBe(true);
    bench.clock.advance(11_000);
    expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ recovered: 1 });
    expect(kept(run)).toBe(false);
  });

  it('stays for those who wait when the job that it ran for is cancelled', async () => {
    const [run, follower] = [await bench.submitted(), await bench.submitted()];
    const working = bench.work();
    await untilKept(run);
    await bench.cancel.execute(run.id, 'local');
    await bench.run.reconsider(run.id);
    await expect(bench.read.head(soFar(run))).rejects.toMatchObject({ code: 'ANALYSIS_CANCELLED' });
    expect(await bench.read.head(soFar(follower))).toMatchObject({ ready: true, stages: expect.any(Array) as unknown });
    end.resolve();
    await working;
    expect(kept(run)).toBe(false);
  });

  it('expires with the time of its run where nobody is left to drop it', async () => {
    const run = await bench.submitted({ timeoutSeconds: 60 });
    const working = bench.work();
    await untilKept(run);
    expect(bench.cache.entries.get(interimKey(run))?.ttlMs).toBe(120_000);
    end.resolve();
    await working;
  });

  it('is not worth the run: where it cannot be kept, that goes on', async () => {
    const run = await bench.submitted();
    bench.cache.isAway = true;
    const working = bench.work();
    await eventually(() => {
      expect(bench.engine.tasks).toHaveLength(1);
    });
    expect(await bench.read.head(soFar(run))).toMatchObject({ ready: false });
    bench.cache.isAway = false;
    end.resolve();
    await working;
    expect(await bench.read.head(soFar(run))).toMatchObject({ ready: true });
  });
});
