import type { EndedJobs } from '#application/ports/ended-jobs.port';
import type { JobStore } from '#application/ports/job-store.port';
import { aContentKey, aJob } from '#test/builders/job';

export interface EndedJobsSubject {
  readonly ended: EndedJobs;
  readonly jobs: JobStore;
  /** Has the key hear of its jobs' ends. */
  readonly listen: (ownerId: string) => Promise<void>;
}

/** What `EndedJobs` promises. */
export function describeEndedJobsContract(name: string, makeSubject: () => Promise<EndedJobsSubject>): void {
  describe(`${name} keeps the contract of EndedJobs`, () => {
    it('lists jobs of keys that listen once they have ended, however, until they are taken out', async () => {
      const { ended, jobs, listen } = await makeSubject();
      await listen('key-1');
      const [run, cancelled, answered, live, others] = [
        aJob({ ownerId: 'key-1' }),
        aJob({ ownerId: 'key-1' }),
        aJob({ ownerId: 'key-1', status: 'completed', contentKey: aContentKey(), cached: true }),
        aJob({ ownerId: 'key-1' }),
        aJob({ ownerId: 'key-2', status: 'completed', contentKey: aContentKey(), cached: true }),
      ];
      for (const job of [run, cancelled, answered, live, others]) await jobs.create(job);
      await jobs.transition(run.id, { from: 'pending' }, { to: 'processing', workerId: 'w' });
      expect(await ended.list(10)).toEqual([answered.id]);
      await jobs.transition(run.id, { from: 'processing' }, { to: 'completed', contentKey: aContentKey() });
      await jobs.transition(cancelled.id, { from: 'pending' }, { to: 'cancelled' });
      const listed = await ended.list(10);
      expect([...listed].sort()).toEqual([run.id, cancelled.id, answered.id].sort());
      expect(await ended.list(2)).toHaveLength(2);
      await ended.takeOut(listed.slice(0, 2));
      await ended.takeOut(listed.slice(0, 2));
      expect(await ended.list(10)).toEqual(listed.slice(2));
    });
  });
}
