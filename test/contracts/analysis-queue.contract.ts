import type { AnalysisQueue, QueuedAnalysis } from '#application/ports/analysis-queue.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { MB } from '#domain/shared/quantities';
import { requestId } from '#domain/shared/request-id';

export interface AnalysisQueueSubject {
  readonly queue: AnalysisQueue;
  /** Does what a worker does: takes the next job, if there is one. */
  readonly take: () => Promise<JobId | undefined>;
  /** The job just taken has been dealt with. */
  readonly finish: (id: JobId) => Promise<void>;
}

export function aQueuedAnalysis(facts: Partial<QueuedAnalysis> = {}): QueuedAnalysis {
  const ids = { id: newJobId(), requestId: requestId(), correlationId: requestId() };
  return { ...ids, priority: 0, file: { size: 1000 }, options: { depth: 'standard' }, ...facts };
}

/** What `AnalysisQueue` promises. `makeSubject` gives an empty queue. */
export function describeAnalysisQueueContract(name: string, makeSubject: () => Promise<AnalysisQueueSubject>): void {
  describe(`${name} keeps the contract of AnalysisQueue`, () => {
    let subject: AnalysisQueueSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    const enqueue = async (...priorities: number[]): Promise<readonly JobId[]> => {
      const jobs = priorities.map((priority) => aQueuedAnalysis({ priority }));
      for (const job of jobs) await subject.queue.enqueue(job);
      return jobs.map(({ id }) => id);
    };

    it('delivers the most urgent first, and equals in order of arrival', async () => {
      const [calm, urgent, medium, calmToo, urgentToo] = await enqueue(0, 10, 5, 0, 10);
      const delivered = [];
      for (let count = 0; count < 5; count += 1) delivered.push(await subject.take());
      expect(delivered).toEqual([urgent, urgentToo, medium, calm, calmToo]);
      expect(await subject.take()).toBeUndefined();
    });

    it('holds a job from its arrival until it has been dealt with', async () => {
      const [id] = await enqueue(3);
      expect(await subject.queue.holds(id!)).toBe(true);
      await subject.take();
      expect(await subject.queue.holds(id!)).toBe(true);
      await subject.finish(id!);
      expect(await subject.queue.holds(id!)).toBe(false);
      expect(await subject.queue.holds(newJobId())).toBe(false);
    });

    it('leaves a job alone that it holds, waiting or taken', async () => {
      const job = aQueuedAnalysis({ priority: 1 });
      await subject.queue.enqueue(job);
      await subject.queue.enqueue({ ...job, priority: 9 });
      expect(await subject.queue.depth()).toEqual({ waiting: 1, active: 0 });
      await subject.take();
      await subject.queue.enqueue(job);
      expect(await subject.queue.depth()).toEqual({ waiting: 0, active: 1 });
    });

    it('takes a job again that it has dealt with before', async () => {
      const job = aQueuedAnalysis();
      await subject.queue.enqueue(job);
      await subject.take();
      await subject.finish(job.id);
      await subject.queue.enqueue(job);
      expect(await subject.take()).toBe(job.id);
    });

    it('says how many come before a waiting job', async () => {
      const [calm, urgent, medium] = await enqueue(0, 10, 5);
      expect(await subject.queue.position(urgent!)).toBe(0);
      expect(await subject.queue.position(medium!)).toBe(1);
      expect(await subject.queue.position(calm!)).toBe(2);
      await subject.take();
      expect(await subject.queue.position(urgent!)).toBeUndefined();
      expect(await subject.queue.position(calm!)).toBe(1);
      expect(await subject.queue.position(newJobId())).toBeUndefined();
    });

    it('counts what waits and what runs', async () => {
      expect(await subject.queue.depth()).toEqual({ waiting: 0, active: 0 });
      await enqueue(0, 10, 5);
      await subject.take();
      expect(await subject.queue.depth()).toEqual({ waiting: 2, active: 1 });
    });

    it('lets a raised job run before those that were more urgent, behind its new equals', async () => {
      const [calm, calmToo, medium, urgent] = await enqueue(0, 0, 5, 8);
      expect(await subject.queue.raise(calmToo!, 8)).toBe(true);
      expect(await subject.queue.position(calmToo!)).toBe(1);
      const delivered = [];
      for (let count = 0; count < 4; count += 1) delivered.push(await subject.take());
      expect(delivered).toEqual([urgent, calmToo, medium, calm]);
    });

    it('never lowers a job, nor raises what does not wait', async () => {
      const [first, second] = await enqueue(5, 5);
      expect(await subject.queue.raise(first!, 5)).toBe(false);
      expect(await subject.queue.raise(first!, 2)).toBe(false);
      expect(await subject.queue.position(first!)).toBe(0);
      await subject.take();
      expect(await subject.queue.raise(first!, 9)).toBe(false);
      expect(await subject.queue.raise(newJobId(), 9)).toBe(false);
      expect(await subject.take()).toBe(second);
    });

    it('forgets a waiting job that is withdrawn, and leaves a taken one alone', async () => {
      const [taken, waiting] = await enqueue(1, 0);
      await subject.take();
      for (const id of [taken!, waiting!, waiting!, newJobId()]) await subject.queue.withdraw(id);
      expect(await subject.queue.holds(taken!)).toBe(true);
      expect(await subject.queue.holds(waiting!)).toBe(false);
      expect(await subject.take()).toBeUndefined();
    });

    it('counts what waits at each priority', async () => {
      await enqueue(0, 0, 8, 10);
      expect(await subject.queue.depthByPriority()).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
    });

    it('counts what waits for whom, and knows of all that it was given what they need', async () => {
      const { queue } = subject;
      const jobs = [
        aQueuedAnalysis({ options: { depth: 'quick' } }),
        aQueuedAnalysis({ priority: 5 }),
        aQueuedAnalysis({ file: { size: 60 * MB } }),
        aQueuedAnalysis({ file: { size: 2 * MB }, options: { depth: 'comprehensive' } }),
      ];
      for (const job of jobs) await queue.enqueue(job);
      const waiting = async (): Promise<object> =>
        Object.fromEntries((await queue.depthByNeeds()).map((each) => [each.needs.join('+'), each.waiting]));
      const none = { 'medium-memory': 0, 'large-memory': 0 };
      const heavy = { 'code+medium-memory': 1, 'code+large-memory': 1 };
      expect(await waiting()).toEqual({ '': 1, code: 1, ...none, ...heavy });
      await queue.raise(jobs[0]!.id, 4);
      expect(await queue.unclassified(10)).toEqual([]);
      await queue.withdraw(jobs[0]!.id);
      expect(await waiting()).toEqual({ '': 0, code: 1, ...none, ...heavy });
      expect(await subject.take()).toBe(jobs[1]!.id);
      expect(await queue.unclassified(10)).toEqual([]);
    });

    it('queues a job once that many enqueue at the same time', async () => {
      const job = aQueuedAnalysis();
      await Promise.all(Array.from({ length: 20 }, () => subject.queue.enqueue(job)));
      expect(await subject.queue.depth()).toEqual({ waiting: 1, active: 0 });
    });
  });
}
