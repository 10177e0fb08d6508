import { expectedRunMs, usualRunMs } from '#domain/jobs/run-kind';
import { MB } from '#domain/shared/quantities';
import { elfBytes } from '#test/builders/elf-bytes';
import { AnalysisBench, REPORT } from './analysis-bench';

let bench: AnalysisBench;

beforeEach(async () => {
  bench = new AnalysisBench();
  await bench.worker('worker-1');
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
