import { WorkerStopping } from '#application/analysis/worker-stopping';
import type { JobId } from '#domain/jobs/analysis-job';
import { expectedRunMs, usualRunMs } from '#domain/jobs/run-kind';
import { DomainError } from '#domain/shared/domain-error';
import { HOUR_MS } from '#domain/shared/quantities';
import { MB } from '#domain/shared/quantities';
import { elfBytes } from '#test/builders/elf-bytes';
import { eventually } from '#test/support/eventually';
import { AnalysisBench, REPORT } from './analysis-bench';

let bench: AnalysisBench;

beforeEach(async () => {
  bench = new AnalysisBench();
  await bench.worker('worker-1');
});

/** An engine that runs until it is let go, or stopped. */
function heldEngine(report = REPORT): { finish: () => void; stopped: () => boolean } {
  let finish = (): void => undefined;
  let stopped = false;
  bench.engine.next = (signal) =>
    new Promise((resolve, reject) => {
      finish = (): void => {
        resolve(report);
      };
      signal.addEventListener('abort', () => {
        stopped = true;
        reject(signal.reason as Error);
      });
    });
  return {
    finish: () => {
      finish();
    },
    stopped: () => stopped,
  };
}

const altered = (): DomainError => new DomainError('SAMPLE_ALTERED', 'The stored file is another one.');
const statusOf = async (id: JobId): Promise<string | undefined> => (await bench.jobs.find(id))?.status;
const untilEngineRuns = (): Promise<void> =>
  eventually(() => {
    expect(bench.engine.tasks.length).toBeGreaterThan(0);
  });

describe('simultaneous submissions of the same content', () => {
  it('are analysed once, and each is a completed job of its own', async () => {
    const jobs = await Promise.all(Array.from({ length: 20 }, () => bench.submitted()));
    expect(await bench.queue.depth()).toEqual({ waiting: 1, active: 0 });
    await bench.work();
    expect(bench.engine.tasks).toHaveLength(1);
    for (const { id } of jobs) {
      expect(await statusOf(id)).toBe('completed');
      expect(await bench.read.head({ id, ownerId: 'local' })).toMatchObject({
        ready: true,
        result: { metadata: { job_id: id } },
      });
    }
    expect(bench.samples.files).toEqual([]);
  });

  it('follow a run that is under way, and have its stages', async () => {
    const { finish } = heldEngine();
    await bench.submitted();
    const working = bench.work();
    await untilEngineRuns();
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
    for (const { id } of jobs) expect(await statusOf(id)).toBe('completed');
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
    expect(await statusOf(again.id)).toBe('completed');
  });

  it('run again for one who would wait longer than the run that had no time left', async () => {
    const outOfTime = { ...REPORT, stages: [{ name: 'code', status: 'partial', elapsed_ms: 1 }] } as const;
    const { finish } = heldEngine(outOfTime);
    const run = await bench.submitted({ timeoutSeconds: 30 });
    const working = bench.work();
    await untilEngineRuns();
    const patient = await bench.submitted({ timeoutSeconds: 600 });
    const hasty = await bench.submitted({ timeoutSeconds: 30 });
    bench.engine.next = () => Promise.resolve(REPORT);
    finish();
    await working;
    expect([await statusOf(run.id), await statusOf(hasty.id)]).toEqual(['completed', 'completed']);
    expect(await statusOf(patient.id)).toBe('pending');
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
    expect(await statusOf(follower.id)).toBe('completed');
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
      await untilEngineRuns();
      const heir = await bench.submitted();
      await bench.cancel.execute(run.id, 'local');
      if (how.endsWith('once')) await bench.run.reconsider(run.id);
      alter();
      await working;
      bench.engine.next = () => Promise.resolve(REPORT);
      await bench.work();
      expect([await statusOf(run.id), await statusOf(heir.id)]).toEqual(['cancelled', 'completed']);
      expect(bench.samples.files).toEqual([]);
    },
  );
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
    expect(await Promise.all([run, second, third].map(({ id }) => statusOf(id)))).toEqual([
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
    expect([await statusOf(run.id), await statusOf(follower.id)]).toEqual(['completed', 'cancelled']);
    expect(bench.samples.files).toEqual([]);
  });

  it('has its engine stopped and its sample deleted when nobody else waits', async () => {
    const engine = heldEngine();
    await bench.interruptions.listen((id) => void bench.run.reconsider(id));
    const job = await bench.submitted();
    const working = bench.work();
    await untilEngineRuns();
    await bench.cancel.execute(job.id, 'local');
    expect(await working).toBe('done');
    expect(engine.stopped()).toBe(true);
    expect(await statusOf(job.id)).toBe('cancelled');
    expect(bench.samples.files).toEqual([]);
    await bench.submitted();
    expect((await bench.queue.depth()).waiting).toBe(1);
  });

  it('is found out by the next look of its worker when the message is lost', async () => {
    const engine = heldEngine();
    const job = await bench.submitted();
    const working = bench.work();
    await untilEngineRuns();
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
      const engine = heldEngine();
      const run = await bench.submitted();
      const working = bench.work();
      await untilEngineRuns();
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
      expect(await Promise.all([run, second, third].map(({ id }) => statusOf(id)))).toEqual([
        'cancelled',
        'completed',
        'completed',
      ]);
      expect(bench.samples.files).toEqual([]);
      expect((await bench.queue.depth()).waiting).toBe(0);
    },
  );

  it('stops the run once the last of several has been cancelled', async () => {
    const engine = heldEngine();
    await bench.interruptions.listen((id) => void bench.run.reconsider(id));
    const run = await bench.submitted();
    const working = bench.work();
    await untilEngineRuns();
    const follower = await bench.submitted();
    await bench.cancel.execute(run.id, 'local');
    await eventually(async () => {
      expect(await statusOf(follower.id)).toBe('processing');
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

describe('a run that is shared and a worker that stops', () => {
  it('waits again, with all that follow it', async () => {
    heldEngine();
    const stop = new AbortController();
    const [run, follower] = [await bench.submitted(), await bench.submitted()];
    const working = bench.work('worker-1', stop.signal);
    await untilEngineRuns();
    stop.abort(new WorkerStopping());
    expect(await working).toBe('handed-back');
    bench.engine.next = () => Promise.resolve(REPORT);
    await bench.queue.enqueue({ ...run, priority: 0 });
    await bench.work();
    expect([await statusOf(run.id), await statusOf(follower.id)]).toEqual(['completed', 'completed']);
  });

  it('goes on under the job that has taken it over', async () => {
    heldEngine();
    const stop = new AbortController();
    const [run, follower] = [await bench.submitted(), await bench.submitted()];
    const working = bench.work('worker-1', stop.signal);
    await untilEngineRuns();
    await bench.cancel.execute(run.id, 'local');
    await bench.run.reconsider(run.id);
    stop.abort(new WorkerStopping());
    expect(await working).toBe('done');
    expect(await statusOf(follower.id)).toBe('pending');
    bench.engine.next = () => Promise.resolve(REPORT);
    await bench.work();
    expect([await statusOf(run.id), await statusOf(follower.id)]).toEqual(['cancelled', 'completed']);
    expect(bench.samples.files).toEqual([]);
  });
});

describe('a shared run after a crash', () => {
  /** What crashed has been silent for long enough. */
  const later = async (): Promise<void> => {
    bench.clock.advance(60_000);
    await bench.worker('worker-1');
  };
  const takeAndDie = async (id: JobId): Promise<void> => {
    bench.queue.take();
    await bench.jobs.transition(id, { from: 'pending' }, { to: 'processing', workerId: 'dead' });
    bench.queue.finish(id);
    await later();
  };

  it('is run again for all of them when its worker was lost', async () => {
    const jobs = [await bench.submitted(), await bench.submitted(), await bench.submitted()];
    await takeAndDie(jobs[0]!.id);
    expect(await bench.reconcile.execute(HOUR_MS)).toMatchObject({ recovered: 1, requeued: 0 });
    await bench.work();
    for (const { id } of jobs) expect(await statusOf(id)).toBe('completed');
  });

  it('fails for all of them when three workers were lost over it', async () => {
    const jobs = [await bench.submitted(), await bench.submitted()];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await takeAndDie(jobs[0]!.id);
      await bench.reconcile.execute(HOUR_MS);
    }
    for (const { id } of jobs)
      expect(await bench.jobs.find(id)).toMatchObject({ status: 'failed', error: { code: 'WORKER_LOST' } });
    expect(bench.samples.files).toEqual([]);
  });

  it.each(['completed', 'failed', 'cancelled'] as const)(
    'that was %s without its followers having been told is put right',
    async (end) => {
      const follow = bench.settle.execute.bind(bench.settle);
      const jobs = [await bench.submitted(), await bench.submitted(), await bench.submitted()];
      const [run, ...followers] = jobs;
      bench.settle.execute = () => Promise.reject(new Error('killed'));
      if (end === 'failed') bench.engine.next = () => Promise.reject(new DomainError('ENGINE_FAILED', 'It died.'));
      if (end === 'cancelled') {
        bench.queue.take();
        await bench.jobs.transition(run!.id, { from: 'pending' }, { to: 'cancelled' });
        bench.queue.finish(run!.id);
      } else await expect(bench.work()).rejects.toThrow('killed');
      expect(await statusOf(run!.id)).toBe(end);
      bench.settle.execute = follow;
      await later();
      await bench.reconcile.execute(HOUR_MS);
      await bench.work();
      const expected = end === 'cancelled' ? 'completed' : end;
      for (const { id } of followers) expect(await statusOf(id)).toBe(expected);
    },
  );

  it('whose record is gone is run by the next', async () => {
    const [run, follower] = [await bench.submitted(), await bench.submitted()];
    await bench.queue.withdraw(run.id);
    bench.jobs.expire(run.id);
    await later();
    await bench.reconcile.execute(HOUR_MS);
    await bench.work();
    expect(await statusOf(follower.id)).toBe('completed');
  });

  it('whose follower stopped half-way to its end goes on with it', async () => {
    const [run, follower] = [await bench.submitted(), await bench.submitted()];
    await bench.jobs.transition(
      follower.id,
      { from: 'pending' },
      { to: 'processing', workerId: 'worker-1', carriedBy: run.id },
    );
    await bench.work();
    await later();
    await bench.reconcile.execute(HOUR_MS);
    await bench.work();
    expect(await statusOf(follower.id)).toBe('completed');
  });

  it('is joined by a job whose process died between its record and the queue', async () => {
    const run = await bench.submitted();
    const join = bench.runs.join.bind(bench.runs);
    bench.runs.join = () => Promise.reject(new DomainError('SERVICE_UNAVAILABLE', 'Redis is away.'));
    await expect(bench.submitted({}, elfBytes(), { ownerId: 'late' })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    bench.runs.join = join;
    await later();
    await bench.reconcile.execute(HOUR_MS);
    await bench.work();
    const { jobs } = await bench.jobs.listOwned('late', { offset: 0, limit: 5 });
    expect(jobs.map(({ status }) => status)).toEqual(['completed']);
    expect(await statusOf(run.id)).toBe('completed');
  });
});

describe('a submission under an idempotency key', () => {
  const keyed = (facts: object = {}, content = elfBytes()): ReturnType<AnalysisBench['submitted']> =>
    bench.submitted({ depth: 'quick', ...facts }, content, { idempotencyKey: 'mine' });

  it('is made once, however often and however simultaneously it comes', async () => {
    const jobs = await Promise.all(Array.from({ length: 10 }, () => keyed()));
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    await bench.work();
    expect(await keyed()).toMatchObject({ id: jobs[0]!.id, status: 'completed', cached: false });
    expect(bench.samples.files).toEqual([]);
  });

  it('is refused with other options or another file, and nothing of it is left', async () => {
    await keyed();
    const before = bench.samples.files.length;
    await expect(keyed({ priority: 3 })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    await expect(keyed({}, elfBytes({ entry: 3 }))).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(bench.samples.files).toHaveLength(before);
  });

  it('is another one for another key of the service', async () => {
    const first = await keyed();
    const other = await bench.submitted({ depth: 'quick' }, elfBytes(), { idempotencyKey: 'mine', ownerId: 'other' });
    expect(other.id).not.toBe(first.id);
  });

  it('is new again after 24 hours, and after a refusal', async () => {
    Object.assign(bench.waitingLimits, { perOwner: 0 });
    await expect(keyed()).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    Object.assign(bench.waitingLimits, { perOwner: 100 });
    const first = await keyed();
    bench.clock.advance(24 * HOUR_MS);
    expect((await keyed()).id).not.toBe(first.id);
  });

  it('is one job with one that is only slow, though it does not wait for that for ever', async () => {
    const create = bench.jobs.create.bind(bench.jobs);
    let goOn = (): void => undefined;
    const slow = new Promise<void>((resolve) => (goOn = resolve));
    bench.jobs.create = async (...given) => {
      bench.jobs.create = create;
      await slow;
      await create(...given);
    };
    jest.useFakeTimers();
    try {
      const [first, again] = [keyed(), keyed()];
      await jest.advanceTimersByTimeAsync(6000);
      const { id } = await again;
      goOn();
      expect((await first).id).toBe(id);
      expect((await keyed()).id).toBe(id);
    } finally {
      jest.useRealTimers();
    }
    expect(await bench.jobs.listOwned('local', { offset: 0, limit: 10 })).toMatchObject({ total: 1 });
    expect(await bench.work()).toBe('done');
    expect(await bench.work()).toBeUndefined();
    expect(bench.samples.files).toEqual([]);
  });

  it('takes the place of one whose process died before its record was written', async () => {
    const create = bench.jobs.create.bind(bench.jobs);
    const find = bench.jobs.find.bind(bench.jobs);
    bench.jobs.create = () => Promise.reject(new Error('killed'));
    bench.jobs.find = () => Promise.reject(new Error('killed'));
    await expect(keyed()).rejects.toThrow('killed');
    Object.assign(bench.jobs, { create, find });
    jest.useFakeTimers();
    try {
      const again = keyed();
      await jest.advanceTimersByTimeAsync(6000);
      expect((await again).status).toBe('pending');
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('what a job may expect', () => {
  const kind = { depth: 'standard', format: 'elf', architecture: 'x86_64', size: elfBytes().length } as const;

  it('is what is usual until a run was measured', async () => {
    const job = await bench.submitted();
    const usual = { position: 0, estimatedCompletion: bench.clock.now() + usualRunMs(kind) };
    expect(await bench.outlook.execute(job)).toEqual(usual);
  });

  it('comes from the runs of its kind, the queue before it and what runs at once', async () => {
    await bench.times.recordRun(kind, 10_000);
    const each = expectedRunMs(kind, await bench.times.read());
    const jobs = [];
    for (let entry = 1; entry <= 3; entry += 1) jobs.push(await bench.submitted({}, elfBytes({ entry })));
    const now = bench.clock.now();
    expect(await bench.outlook.execute(jobs[0]!)).toEqual({ position: 0, estimatedCompletion: Math.round(now + each) });
    expect(await bench.outlook.execute(jobs[2]!)).toEqual({
      position: 2,
      estimatedCompletion: Math.round(now + 20_000 + each),
    });
    await bench.workers.announce({ ...(await bench.workers.live())[0]!, concurrency: 2 });
    expect(await bench.outlook.execute(jobs[2]!)).toEqual({
      position: 2,
      estimatedCompletion: Math.round(now + 10_000 + each),
    });
  });

  it('counts slots that take small jobs only for small jobs only', async () => {
    const { outlook, times, workers } = bench;
    await times.recordRun({ ...kind, size: 1000 }, 10_000);
    const each = async (size: number): Promise<number> => expectedRunMs({ ...kind, size }, await times.read());
    await workers.announce({ ...(await workers.live())[0]!, concurrency: 3, smallJobSlots: 1 });
    const jobs = [];
    for (let entry = 1; entry <= 7; entry += 1) jobs.push(await bench.submitted({}, elfBytes({ entry })));
    const [last, now] = [jobs[6]!, bench.clock.now()];
    const of = (size: number): Promise<object> => outlook.execute({ ...last, file: { ...last.file, size } });
    expect(await of(1000)).toEqual({ position: 6, estimatedCompletion: Math.round(now + 20_000 + (await each(1000))) });
    expect(await of(1001)).toEqual({ position: 6, estimatedCompletion: Math.round(now + 30_000 + (await each(1001))) });
  });

  it('is no end, but the reason why it waits, while no worker is there that can take it', async () => {
    const { outlook, workers } = bench;
    const job = await bench.submitted();
    const [usual] = await workers.live();
    await workers.announce({ ...usual!, id: 'quick-only', capabilities: ['medium-memory', 'large-memory'] });
    expect(await outlook.execute(job)).not.toHaveProperty('waitingReason');
    await workers.withdraw('worker-1');
    const large = { ...job, file: { ...job.file, size: 60 * MB } };
    const unfit = { position: 0, waitingReason: 'no_capable_worker' };
    expect(await outlook.execute(job)).toEqual({ ...unfit, missingCapabilities: ['code'] });
    await workers.announce({ ...usual!, id: 'little', capabilities: [] });
    // Of those that are there the one that lacks least.
    expect(await outlook.execute(large)).toEqual({ ...unfit, missingCapabilities: ['code'] });
    expect(await outlook.execute({ ...job, needs: ['gpu'] })).toEqual({ ...unfit, missingCapabilities: ['gpu'] });
    for (const id of ['quick-only', 'little']) await workers.withdraw(id);
    expect(await outlook.execute(job)).toEqual({ position: 0, waitingReason: 'no_worker' });
    await workers.announce(usual!);
    expect(await outlook.execute(job)).toHaveProperty('estimatedCompletion');
  });

  it('is the place of the run that it follows', async () => {
    await bench.submitted({ priority: 5 }, elfBytes({ entry: 9 }));
    await bench.submitted();
    expect(await bench.outlook.position(await bench.submitted())).toBe(1);
  });

  it('goes by what is done where it takes longer, and is nothing once it has ended or nobody works', async () => {
    await bench.times.recordRun(kind, 1000);
    const job = await bench.submitted({ timeoutSeconds: 60 });
    const running = (await bench.jobs.transition(
      job.id,
      { from: 'pending' },
      { to: 'processing', workerId: 'worker-1' },
    ))!;
    const left = async (progress: number): Promise<number> =>
      (await bench.outlook.execute({ ...running, progress })).estimatedCompletion! - bench.clock.now();
    expect(await left(80)).toBe(Math.round(expectedRunMs(kind, await bench.times.read())));
    bench.clock.advance(5000);
    expect([await left(25), await left(50), await left(99)]).toEqual([15_000, 5000, 1000]);
    // It has no more time than that, and then the end is near.
    expect(await left(5)).toBe(55_000);
    bench.clock.advance(56_000);
    expect(await left(5)).toBe(1000);
    await bench.workers.withdraw('worker-1');
    expect(await bench.outlook.execute(running)).toEqual({});
    expect(await bench.outlook.execute({ ...running, status: 'failed' })).toEqual({});
  });

  it('is measured from every run that was not answered from the cache', async () => {
    bench.engine.next = () => {
      bench.clock.advance(4000);
      return Promise.resolve(REPORT);
    };
    const job = await bench.submitted();
    bench.clock.advance(2000);
    await bench.work();
    await bench.submitted();
    const measured = await bench.times.read();
    expect(measured).toMatchObject({ runMs: 4000, waitMs: 2000 });
    expect(measured.ofKind({ ...kind, size: job.file.size })).toEqual({ meanMs: 4000, runs: 1 });
  });
});

describe('jobs that have waited long', () => {
  it('run before more urgent newcomers, in the order of their arrival', async () => {
    const old = await bench.submitted({ priority: 0 }, elfBytes({ entry: 1 }));
    bench.clock.advance(1000);
    const oldToo = await bench.submitted({ priority: 0 }, elfBytes({ entry: 2 }));
    bench.clock.advance(12 * 60_000);
    const urgent = await bench.submitted({ priority: 8 }, elfBytes({ entry: 3 }));
    expect(await bench.queue.position(urgent.id)).toBe(0);
    expect(await bench.raise.execute()).toBe(2);
    expect(await Promise.all([old, oldToo, urgent].map(({ id }) => bench.queue.position(id)))).toEqual([0, 1, 2]);
    expect(await bench.raise.execute()).toBe(0);
  });
});
