import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { HOUR_MS } from '#domain/shared/quantities';
import { elfBytes } from '#test/builders/elf-bytes';
import { AnalysisBench, chunksOf } from './analysis-bench';
import { statusOf } from './held-engine';

let bench: AnalysisBench;

beforeEach(async () => {
  bench = new AnalysisBench();
  await bench.worker('worker-1');
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
    for (const { id } of jobs) expect(await statusOf(bench, id)).toBe('completed');
  });

  it('is run again soon where the clock has gone back by hours since', async () => {
    const job = await bench.submitted();
    await takeAndDie(job.id);
    bench.clock.jump(-2 * HOUR_MS);
    await bench.worker('worker-1');
    expect(await bench.reconcile.execute(HOUR_MS)).toMatchObject({ recovered: 1 });
    await bench.work();
    expect(await statusOf(bench, job.id)).toBe('completed');
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
      expect(await statusOf(bench, run!.id)).toBe(end);
      bench.settle.execute = follow;
      await later();
      await bench.reconcile.execute(HOUR_MS);
      await bench.work();
      const expected = end === 'cancelled' ? 'completed' : end;
      for (const { id } of followers) expect(await statusOf(bench, id)).toBe(expected);
    },
  );

  it('whose record is gone is run by the next', async () => {
    const [run, follower] = [await bench.submitted(), await bench.submitted()];
    await bench.queue.withdraw(run.id);
    bench.jobs.expire(run.id);
    await later();
    await bench.reconcile.execute(HOUR_MS);
    await bench.work();
    expect(await statusOf(bench, follower.id)).toBe('completed');
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
    expect(await statusOf(bench, follower.id)).toBe('completed');
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
    expect(await statusOf(bench, run.id)).toBe('completed');
  });
});

describe('what is taken in while the clock jumps', () => {
  /** As it is between the moment in which a job holds it and the moment in which there is a record of the job. */
  const withoutRecord = async (): Promise<void> => {
    const received = await bench.samples.receive(
      chunksOf(elfBytes()),
      { maxBytes: 1_000_000, ownerId: 'owner' },
      new AbortController().signal,
    );
    await bench.samples.keep(received, newJobId());
  };
  const swept = async (): Promise<number> => (await bench.reconcile.execute(HOUR_MS)).sampleFilesDeleted;

  it('is no leftover of an hour ago where the clock is set forward by two', async () => {
    await withoutRecord();
    bench.clock.jump(2 * HOUR_MS);
    expect(await swept()).toBe(0);
    bench.clock.advance(HOUR_MS - 1);
    expect(await swept()).toBe(0);
    // Whatever was under way then is an hour old by now, or younger by either clock.
    bench.clock.advance(2);
    expect(await swept()).toBe(1);
  });

  it('is none either where it is set back first', async () => {
    bench.clock.jump(-2 * HOUR_MS);
    expect(await swept()).toBe(0);
    await withoutRecord();
    bench.clock.jump(2 * HOUR_MS);
    expect(await swept()).toBe(0);
  });

  it('is one where the clock only runs a little faster than time passes', async () => {
    await withoutRecord();
    for (let minute = 0; minute < 60; minute += 1) {
      bench.clock.jump(30);
      bench.clock.advance(60_000);
      await swept();
    }
    expect(bench.samples.files).toEqual([]);
  });
});
