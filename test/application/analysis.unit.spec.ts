import { WorkerStopping } from '#application/analysis/worker-stopping';
import { DomainError } from '#domain/shared/domain-error';
import { elfBytes } from '#test/builders/elf-bytes';
import { aJob } from '#test/builders/job';
import { eventually } from '#test/support/eventually';
import { tracesIn } from '#test/support/traces-in-signal';
import { AnalysisBench, chunksOf, REPORT } from './analysis-bench';

const away = (): Error => new DomainError('SERVICE_UNAVAILABLE', 'Redis is away.');
const refusal = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('an analysis', () => {
  let bench: AnalysisBench;

  beforeEach(async () => {
    bench = new AnalysisBench();
    await bench.worker('worker-1');
  });

  it('leaves nothing in the signal of its worker, which lives on', async () => {
    const { signal } = new AbortController();
    for (let time = 0; time < 3; time += 1) {
      await bench.submitted({}, elfBytes(), { ownerId: `owner-${time}` });
      await bench.work('worker-1', signal);
    }
    expect(tracesIn(signal)).toBe(0);
  });

  describe('submitted', () => {
    it('waits as a pending job that holds its sample', async () => {
      const job = await bench.submitted();
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'pending', attempts: 0, cached: false });
      expect(await bench.queue.holds(job.id)).toBe(true);
      expect(await bench.samples.locate(job.file.sha256, job.id)).toBeDefined();
    });

    it('leaves nothing of a file that is refused', async () => {
      const submitting = bench.submitted({}, Buffer.from('only text'));
      await expect(submitting).rejects.toThrow(refusal('UNSUPPORTED_FORMAT'));
      expect(bench.samples.files).toEqual([]);
    });

    it('leaves nothing when the record cannot be written', async () => {
      bench.jobs.create = () => Promise.reject(away());
      await expect(bench.submitted()).rejects.toThrow(refusal('SERVICE_UNAVAILABLE'));
      expect(bench.samples.files).toEqual([]);
    });

    it('is accepted when the record was written and only the answer got lost', async () => {
      const create = bench.jobs.create.bind(bench.jobs);
      bench.jobs.create = async (...given) => {
        await create(...given);
        throw away();
      };
      const job = await bench.submitted();
      expect(await bench.work()).toBe('done');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'completed' });
    });

    it('keeps its sample while nobody knows whether the record was written, for a repeat and for the sweep', async () => {
      const { create, find } = bench.jobs;
      const keyed = (): ReturnType<typeof bench.submitted> =>
        bench.submitted({}, elfBytes(), { idempotencyKey: 'mine' });
      bench.jobs.create = async (...given) => {
        await create.apply(bench.jobs, given);
        bench.jobs.find = () => Promise.reject(away());
        throw away();
      };
      await expect(keyed()).rejects.toThrow(refusal('SERVICE_UNAVAILABLE'));
      Object.assign(bench.jobs, { create, find });
      const job = await keyed();
      bench.clock.advance(11_000);
      expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ requeued: 1 });
      expect(await bench.work()).toBe('done');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'completed' });

      bench.jobs.create = () => {
        bench.jobs.find = () => Promise.reject(away());
        return Promise.reject(away());
      };
      await expect(bench.submitted({}, elfBytes({ entry: 3 }))).rejects.toThrow(refusal('SERVICE_UNAVAILABLE'));
      Object.assign(bench.jobs, { create, find });
      bench.clock.advance(3_600_001);
      await bench.reconcile.execute(3_600_000);
      expect(bench.samples.files).toEqual([]);
    });

    it('keeps its record and sample when the queue cannot be reached, for the reconciler', async () => {
      const enqueue = bench.queue.enqueue.bind(bench.queue);
      bench.queue.enqueue = () => Promise.reject(away());
      await expect(bench.submitted()).rejects.toThrow(refusal('SERVICE_UNAVAILABLE'));
      bench.queue.enqueue = enqueue;
      bench.clock.advance(11_000);
      expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ requeued: 1 });
      expect(await bench.work()).toBe('done');
    });
  });

  describe('run', () => {
    it('completes with a result and lets go of the sample', async () => {
      const job = await bench.submitted();
      expect(await bench.work()).toBe('done');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'completed', progress: 100, attempts: 1 });
      expect(bench.samples.files).toEqual([]);
      const reading = await bench.read.head({ id: job.id, ownerId: 'local' });
      expect(reading).toMatchObject({
        ready: true,
        result: {
          metadata: {
            job_id: job.id,
            stages: [{ name: 'intake' }, { name: 'structure' }, { name: 'meaning' }],
            file: { name: 'hello' },
          },
          summary: {
            counts: { imports: 1 },
            notable_imports: { network: ['socket'] },
            narrative: expect.stringContaining('This is an ELF program') as string,
          },
          security_findings: { risk_score: expect.any(Number) as number },
        },
      });
    });

    it('tells no findings where none were asked for', async () => {
      for (const options of [{ enableSecurityScan: false }, { focusAreas: ['imports'] as const }]) {
        const job = await bench.submitted(options);
        await bench.work();
        const reading = await bench.read.head({ id: job.id, ownerId: 'local' });
        expect(reading).toMatchObject({ result: { security_findings: null, summary: { risk_score: null } } });
      }
    });

    it('happens once for the same content, and each submission has a job of its own', async () => {
      const first = await bench.submitted();
      const meanwhile = await bench.submitted();
      await bench.work();
      await bench.work();
      const later = await bench.submitted();
      expect(bench.engine.tasks).toHaveLength(1);
      expect(await bench.jobs.find(meanwhile.id)).toMatchObject({ status: 'completed', cached: true });
      expect(later).toMatchObject({ status: 'completed', cached: true, contentKey: expect.any(String) as string });
      expect(new Set([first.id, meanwhile.id, later.id]).size).toBe(3);
      expect(bench.samples.files).toEqual([]);
    });

    it('happens again when that is asked for, or when results are not shared', async () => {
      await bench.submitted();
      await bench.work();
      await bench.submitted({ forceReanalysis: true });
      await bench.work();
      expect(bench.engine.tasks).toHaveLength(2);
      bench.sharing.enabled = false;
      await bench.submitted();
      await bench.work();
      expect(bench.engine.tasks).toHaveLength(3);
    });

    it('does not serve a result that ran out of time to one who would wait longer', async () => {
      const partial = { ...REPORT, stages: [{ name: 'code', status: 'partial', elapsed_ms: 9 } as const] };
      bench.engine.next = () => Promise.resolve(partial);
      await bench.submitted({ timeoutSeconds: 60 });
      await bench.work();
      expect((await bench.submitted({ timeoutSeconds: 30 })).cached).toBe(true);
      expect((await bench.submitted({ timeoutSeconds: 300 })).cached).toBe(false);
    });

    it.each(['ANALYSIS_TIMEOUT', 'ENGINE_FAILED', 'CORRUPT_BINARY'] as const)('fails with %s', async (code) => {
      bench.engine.next = () => Promise.reject(new DomainError(code, 'It went wrong.'));
      const job = await bench.submitted();
      expect(await bench.work()).toBe('done');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'failed', error: { code } });
      expect(bench.samples.files).toEqual([]);
      await expect(bench.read.head({ id: job.id, ownerId: 'local' })).rejects.toThrow(refusal('ANALYSIS_FAILED'));
    });

    it('does not tell a caller about a fault of ours', async () => {
      bench.engine.next = () => Promise.reject(new Error('secret path /x'));
      const job = await bench.submitted();
      await bench.work();
      const { error } = (await bench.jobs.find(job.id))!;
      expect(error?.code).toBe('INTERNAL_ERROR');
      expect(error?.message).not.toContain('secret');
    });

    it('fails when the sample is gone', async () => {
      const job = await bench.submitted();
      await bench.samples.release(job.file.sha256, job.id);
      await bench.work();
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'failed', error: { code: 'SAMPLE_MISSING' } });
    });

    it('is handed back, with its sample, when the worker stops', async () => {
      const stop = new AbortController();
      bench.engine.next = (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
          stop.abort(new WorkerStopping());
        });
      const job = await bench.submitted();
      expect(await bench.work('worker-1', stop.signal)).toBe('handed-back');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'pending' });
      expect(await bench.samples.locate(job.file.sha256, job.id)).toBeDefined();
    });

    it('is made while results are away, and stored once they are back', async () => {
      await bench.submitted();
      await bench.work();
      bench.cache.isAway = true;
      const job = await bench.submitted();
      expect(job.status).toBe('pending');
      const running = bench.work();
      await eventually(() => {
        expect(bench.engine.tasks).toHaveLength(2);
      });
      expect((await bench.jobs.find(job.id))?.status).toBe('processing');
      bench.cache.isAway = false;
      expect(await running).toBe('done');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'completed', cached: false });
      expect((await bench.read.head({ id: job.id, ownerId: 'local' })).ready).toBe(true);
    });

    it('is handed back when the worker stops while results are away', async () => {
      const stop = new AbortController();
      bench.cache.isAway = true;
      const job = await bench.submitted();
      const running = bench.work('worker-1', stop.signal);
      await eventually(() => {
        expect(bench.engine.tasks).toHaveLength(1);
      });
      stop.abort(new WorkerStopping());
      expect(await running).toBe('handed-back');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'pending' });
    });

    it('ends as it was to end when the records are away at that moment', async () => {
      const job = await bench.submitted();
      const away = new DomainError('SERVICE_UNAVAILABLE', 'away');
      const transition = jest.spyOn(bench.jobs, 'transition');
      bench.engine.next = () => {
        transition.mockRejectedValueOnce(away).mockRejectedValueOnce(away);
        return Promise.resolve(REPORT);
      };
      expect(await bench.work()).toBe('done');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'completed', attempts: 1 });
      expect(bench.samples.files).toEqual([]);
    });

    it('is its own when it was claimed and the answer to that got lost', async () => {
      const job = await bench.submitted();
      const claim = bench.jobs.transition.bind(bench.jobs);
      jest.spyOn(bench.jobs, 'transition').mockImplementationOnce(async (...args) => {
        await claim(...args);
        throw new DomainError('SERVICE_UNAVAILABLE', 'away');
      });
      expect(await bench.work()).toBe('done');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'completed', attempts: 1 });
    });

    it('is given back by its queue entry alone when the worker stops while the records are away', async () => {
      const stop = new AbortController();
      await bench.submitted();
      jest.spyOn(bench.jobs, 'find').mockRejectedValue(new DomainError('SERVICE_UNAVAILABLE', 'away'));
      const running = bench.work('worker-1', stop.signal);
      stop.abort(new WorkerStopping());
      expect(await running).toBe('handed-back');
      expect(bench.engine.tasks).toEqual([]);
    });

    it('is left alone by a second delivery while its worker lives', async () => {
      const job = await bench.submitted();
      await bench.jobs.transition(job.id, { from: 'pending' }, { to: 'processing', workerId: 'worker-1' });
      await bench.worker('worker-2');
      expect(await bench.work('worker-2')).toBe('not-ours');
      expect(bench.engine.tasks).toEqual([]);
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'processing', workerId: 'worker-1' });
    });

    it('is taken over by a second delivery when its worker is gone', async () => {
      const job = await bench.submitted();
      await bench.jobs.transition(job.id, { from: 'pending' }, { to: 'processing', workerId: 'dead' });
      expect(await bench.work()).toBe('done');
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'completed', attempts: 2 });
    });
  });

  describe('reconciled', () => {
    const lose = async (id: Parameters<typeof bench.jobs.find>[0]): Promise<void> => {
      bench.queue.take();
      await bench.jobs.transition(id, { from: 'pending' }, { to: 'processing', workerId: 'dead' });
      bench.queue.finish(id);
      bench.clock.advance(11_000);
    };

    it('is pending again when its worker is gone, and failed after the third', async () => {
      const job = await bench.submitted();
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        await lose(job.id);
        expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ recovered: 1 });
        expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'pending', attempts: attempt });
      }
      await lose(job.id);
      await bench.reconcile.execute(3_600_000);
      const error = { code: 'WORKER_LOST', message: '3 workers were lost over this file.' };
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'failed', error });
      expect(bench.samples.files).toEqual([]);
    });

    it('is done in the order in which a lost queue was', async () => {
      const jobs = [];
      for (const priority of [0, 9, 9, 3]) {
        jobs.push(await bench.submitted({ priority, forceReanalysis: true }));
        bench.clock.advance(10);
      }
      const { queue } = bench;
      for (const { id } of jobs) await queue.withdraw(id);
      bench.clock.advance(11_000);
      const order: unknown[] = [];
      const { enqueue } = queue;
      queue.enqueue = async (job) => {
        order.push(job.id);
        await enqueue.call(queue, job);
      };
      expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ requeued: 4 });
      expect(order).toEqual([jobs[1], jobs[2], jobs[3], jobs[0]].map((job) => job?.id));
    });

    it('leaves a job that a later version wrote, its sample too, and goes on with the others', async () => {
      const [later, laterRuns, lost] = [
        await bench.submitted({ forceReanalysis: true }),
        await bench.submitted({ forceReanalysis: true }),
        await bench.submitted({ forceReanalysis: true }),
      ];
      await bench.jobs.transition(laterRuns.id, { from: 'pending' }, { to: 'processing', workerId: 'dead' });
      for (const { id } of [later, laterRuns]) bench.jobs.unreadable.add(id);
      for (const { id } of [later, laterRuns, lost]) await bench.queue.withdraw(id);
      const { files } = bench.samples;
      bench.clock.advance(7_200_000);
      await bench.worker('worker-1');
      const nothingLost = { requeued: 1, recovered: 0, sampleFilesDeleted: 0 };
      expect(await bench.reconcile.execute(3_600_000)).toEqual(nothingLost);
      expect(bench.samples.files).toEqual(files);
      expect(await bench.raise.execute()).toBe(1);
      expect(await bench.queue.holds(later.id)).toBe(false);
      bench.jobs.unreadable.clear();
      expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ requeued: 1, recovered: 1 });
    });

    it('is not held against a job that workers have handed it back when they stopped', async () => {
      const job = await bench.submitted();
      for (let stop = 1; stop <= 5; stop += 1) {
        await bench.jobs.transition(job.id, { from: 'pending' }, { to: 'processing', workerId: 'worker-1' });
        await bench.jobs.transition(job.id, { from: 'processing' }, { to: 'pending' });
      }
      for (const lostWorkers of [1, 2]) {
        await lose(job.id);
        expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ recovered: 1 });
        expect(await bench.jobs.find(job.id)).toMatchObject({
          status: 'pending',
          attempts: 5 + lostWorkers,
          lostWorkers,
        });
      }
      await lose(job.id);
      await bench.reconcile.execute(3_600_000);
      const error = { code: 'WORKER_LOST', message: '3 workers were lost over this file.' };
      expect(await bench.jobs.find(job.id)).toMatchObject({ status: 'failed', error });
    });

    it('is pending again when its living worker has let go of it', async () => {
      const job = await bench.submitted();
      bench.queue.take();
      await bench.jobs.transition(job.id, { from: 'pending' }, { to: 'processing', workerId: 'worker-1' });
      bench.clock.advance(11_000);
      expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ recovered: 0 });
      bench.queue.finish(job.id);
      expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ recovered: 1 });
    });

    it('loses samples that no live job needs, and no other', async () => {
      const kept = await bench.submitted();
      const orphan = await bench.samples.receive(
        chunksOf(Buffer.from('x')),
        { maxBytes: 9, ownerId: 'somebody' },
        new AbortController().signal,
      );
      await bench.samples.keep(orphan, aJob().id);
      bench.clock.advance(7_200_000);
      expect(await bench.reconcile.execute(3_600_000)).toMatchObject({ sampleFilesDeleted: 1 });
      expect(await bench.samples.locate(kept.file.sha256, kept.id)).toBeDefined();
    });
  });

  describe('awaited', () => {
    const never = new AbortController().signal;

    it('is given back at its end', async () => {
      const job = await bench.submitted();
      const waiting = bench.awaitJob.execute(job, 60_000, never);
      await bench.work();
      expect(await waiting).toMatchObject({ status: 'completed' });
    });

    it('is given back as it is when the time is over or the caller has gone', async () => {
      const job = await bench.submitted();
      expect(await bench.awaitJob.execute(job, 5, never)).toMatchObject({ status: 'pending' });
      expect(await bench.awaitJob.execute(job, 60_000, AbortSignal.abort())).toMatchObject({ status: 'pending' });
      expect(await bench.awaitJob.execute(job, 0, never)).toBe(job);
    });

    it('is not missed when it ends while the subscription is made', async () => {
      const job = await bench.submitted();
      const subscribe = bench.events.subscribe.bind(bench.events);
      bench.events.subscribe = async (...args) => {
        await bench.work();
        return subscribe(...args);
      };
      expect(await bench.awaitJob.execute(job, 60_000, never)).toMatchObject({ status: 'completed' });
    });
  });

  describe('read', () => {
    it('does not exist for anybody else', async () => {
      const job = await bench.submitted();
      await expect(bench.read.head({ id: job.id, ownerId: 'somebody' })).rejects.toThrow(refusal('NOT_FOUND'));
      await expect(bench.read.head({ id: 'no id', ownerId: 'local' })).rejects.toThrow(refusal('NOT_FOUND'));
    });

    it('is not ready while it runs, and expired when its result is no longer kept', async () => {
      const job = await bench.submitted();
      expect(await bench.read.head({ id: job.id, ownerId: 'local' })).toMatchObject({
        ready: false,
        job: { status: 'pending' },
      });
      await bench.work();
      bench.clock.advance(1.5 * 3_600_000 + 1);
      await expect(bench.read.head({ id: job.id, ownerId: 'local' })).rejects.toThrow(refusal('RESULT_EXPIRED'));
    });

    it('says that it was cancelled', async () => {
      const job = await bench.submitted();
      await bench.jobs.transition(job.id, { from: 'pending' }, { to: 'cancelled' });
      await expect(bench.read.head({ id: job.id, ownerId: 'local' })).rejects.toThrow(refusal('ANALYSIS_CANCELLED'));
      expect(await bench.work()).toBe('not-ours');
      expect(bench.engine.tasks).toEqual([]);
    });
  });
});
