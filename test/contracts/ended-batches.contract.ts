import { newJobId } from '#domain/jobs/analysis-job';
import { aJob, aSha256, NOON } from '#test/builders/job';
import type { BatchStoreSubject } from './batch-store.contract';

/** What `EndedBatches` promises, of batches in that store. */
export function describeEndedBatchesContract(name: string, makeSubject: () => Promise<BatchStoreSubject>): void {
  describe(`${name} keeps the contract of EndedBatches`, () => {
    it('says which may have ended: when the last job has, and those that nobody finished', async () => {
      const { store, ended, settle, pass } = await makeSubject();
      const [one, empty, left] = [newJobId(), newJobId(), newJobId()];
      for (const id of [one, empty, left]) await store.create({ id, ownerId: 'mine', createdAt: NOON });
      const job = aJob({ batchId: one, status: 'completed' });
      await store.add(one, { path: 'a', size: 5, sha256: aSha256(), jobId: job.id });
      for (const id of [one, empty]) await store.finish(id);
      expect(await ended.list(10)).toEqual([empty]);
      await ended.takeOut(empty);
      await settle(job);
      expect(await ended.list(10)).toEqual([one]);
      await ended.takeOut(one);
      expect(await ended.list(10)).toEqual([]);
      await pass(16 * 60_000);
      expect(await ended.list(10)).toEqual([left]);
      await ended.postpone(left, 60_000);
      expect(await ended.list(10)).toEqual([]);
    });
  });
}
