import type { BatchStore } from '#application/ports/batch-store.port';
import type { EndedBatches } from '#application/ports/ended-batches.port';
import type { BatchEntry } from '#domain/batches/batch';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { aJob, aSha256, NOON } from '#test/builders/job';

export interface BatchStoreSubject {
  readonly store: BatchStore;
  /** Lets so much time go by. */
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly ended: EndedBatches;
  /** As the job store does of a job that has ended. */
  readonly settle: (job: AnalysisJob) => Promise<void>;
}

const TAKEN: BatchEntry = { path: 'a.zip/a', size: 5, sha256: aSha256(), jobId: newJobId() };
const REFUSED: BatchEntry = { path: 'b', refusal: { code: 'EMPTY_FILE', message: 'It is empty.', advice: 'Fill it.' } };
const DAY = 86_400_000;

/** What `BatchStore` promises. */
export function describeBatchStoreContract(name: string, makeSubject: () => Promise<BatchStoreSubject>): void {
  describe(`${name} keeps the contract of BatchStore`, () => {
    let subject: BatchStoreSubject;
    const create = async (ownerId = 'mine', createdAt = NOON): Promise<JobId> => {
      const id = newJobId();
      await subject.store.create({ id, ownerId, createdAt });
      return id;
    };

    beforeEach(async () => {
      subject = await makeSubject();
    });

    it('keeps what came together, in the order in which it came, and what became of it', async () => {
      const id = await create();
      const { store } = subject;
      expect(await store.find(id)).toEqual({ id, ownerId: 'mine', createdAt: NOON, state: 'receiving', entries: [] });
      const other = { ...TAKEN, jobId: newJobId() };
      expect([await store.add(id, TAKEN), await store.add(id, other)]).toEqual([0, 1]);
      await store.refuse(id, 1, other.jobId, REFUSED);
      await store.finish(id);
      expect(await store.find(id)).toMatchObject({ state: 'received', entries: [TAKEN, REFUSED] });
      expect(await store.find(newJobId())).toBeUndefined();
    });

    it('says of one that nobody takes in any more that it was interrupted', async () => {
      const [left, renewed, done] = [await create(), await create(), await create()];
      const { store, pass } = subject;
      await store.finish(done);
      await pass(10_000);
      await store.renew(renewed);
      await pass(10_000);
      expect((await store.find(left))?.state).toBe('interrupted');
      expect((await store.find(renewed))?.state).toBe('receiving');
      expect((await store.find(done))?.state).toBe('received');
    });

    it('keeps it for 30 days', async () => {
      const id = await create();
      await subject.store.add(id, TAKEN);
      await subject.pass(29 * DAY);
      expect((await subject.store.find(id))?.entries).toEqual([TAKEN]);
      await subject.pass(2 * DAY);
      expect(await subject.store.find(id)).toBeUndefined();
    });

    it('counts what became of its entries, and remembers it without their jobs', async () => {
      const id = await create();
      const { store, settle } = subject;
      const [ended, open] = [newJobId(), newJobId()];
      await store.add(id, { ...TAKEN, jobId: ended });
      await store.add(id, REFUSED);
      await store.add(id, { ...TAKEN, jobId: open });
      const job = aJob({ id: ended, batchId: id, status: 'failed' });
      await settle(job);
      await settle(job);
      await settle(aJob({ batchId: id, status: 'completed' }));
      await settle(aJob({ batchId: newJobId(), status: 'completed' }));
      expect((await store.find(id))?.entries.map(({ outcome }) => outcome)).toEqual(['failed', undefined, undefined]);
      expect((await store.listOwned('mine', 0, 10)).batches).toEqual([
        {
          ...{ id, ownerId: 'mine', createdAt: NOON, state: 'receiving', total: 3, open: [open] },
          counts: { completed: 0, failed: 1, cancelled: 0, refused: 1 },
        },
      ]);
    });

    it('forgets one for its owner', async () => {
      const [one, other] = [await create('mine', 1), await create('mine', 2)];
      const { store, pass, ended } = subject;
      await store.add(one, TAKEN);
      await store.forget({ id: one, ownerId: 'mine' });
      await store.forget({ id: one, ownerId: 'mine' });
      expect(await store.find(one)).toBeUndefined();
      expect((await store.listOwned('mine', 0, 10)).batches.map(({ id }) => id)).toEqual([other]);
      await pass(16 * 60_000);
      expect(await ended.list(10)).toEqual([other]);
    });

    it('lists those of an owner, newest first, page by page', async () => {
      const [first, third, second] = [await create('mine', 1), await create('mine', 3), await create('mine', 2)];
      await create('another', 4);
      const list = async (offset: number, limit: number): Promise<readonly [readonly JobId[], number]> => {
        const { batches, total } = await subject.store.listOwned('mine', offset, limit);
        return [batches.map(({ id }) => id), total];
      };
      expect(await list(0, 10)).toEqual([[third, second, first], 3]);
      expect(await list(1, 1)).toEqual([[second], 3]);
      expect(await list(3, 1)).toEqual([[], 3]);
    });
  });
}
