import type { JobEvent, JobEvents } from '#application/ports/job-events.port';
import type { JobStore } from '#application/ports/job-store.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { aContentKey, aJob, NOON } from '#test/builders/job';
import { eventually } from '#test/support/eventually';

export interface JobEventsSubject {
  readonly events: JobEvents;
  /** What happens there is told; its clock stands still at noon. */
  readonly store: JobStore;
  /** An hour passes for the events of a job. */
  readonly forgetEvents: (id: JobId) => Promise<void>;
}

const to = { processing: { to: 'processing', workerId: 'one' } } as const;

/** What `JobEvents` promises. `makeSubject` gives an empty store. */
export function describeJobEventsContract(name: string, makeSubject: () => Promise<JobEventsSubject>): void {
  describe(`${name} keeps the contract of JobEvents`, () => {
    describeEvents(makeSubject);
    describeReplay(makeSubject);
  });
}

function describeEvents(makeSubject: () => Promise<JobEventsSubject>): void {
  it('tells every listener what happens to its job', async () => {
    const { store, events } = await makeSubject();
    const [job, other] = [aJob(), aJob()];
    await store.create(job);
    await store.create(other);
    const heard: JobEvent[] = [];
    const stop = await events.subscribe(job.id, (event) => heard.push(event));
    await store.transition(other.id, { from: 'pending' }, to.processing);
    await store.transition(job.id, { from: 'pending' }, to.processing);
    await store.recordProgress(job.id, 'one', 'structure', 40);
    await store.transition(job.id, { from: 'processing' }, { to: 'completed', contentKey: aContentKey() });
    const at = NOON;
    await eventually(() => {
      expect(heard).toEqual([
        { id: 2, jobId: job.id, kind: 'status', status: 'processing', progress: 0, at },
        { id: 3, jobId: job.id, kind: 'stage', status: 'processing', progress: 40, stage: 'structure', at },
        { id: 4, jobId: job.id, kind: 'progress', status: 'processing', progress: 40, stage: 'structure', at },
        { id: 5, jobId: job.id, kind: 'completed', status: 'completed', progress: 100, at },
      ]);
    });
    stop();
  });

  it('tells each of several listeners until that one stops', async () => {
    const { store, events } = await makeSubject();
    const job = aJob();
    await store.create(job);
    const [first, second] = [jest.fn(), jest.fn()];
    const stopFirst = await events.subscribe(job.id, first);
    const stopSecond = await events.subscribe(job.id, second);
    await store.transition(job.id, { from: 'pending' }, to.processing);
    await eventually(() => {
      expect(first).toHaveBeenCalledTimes(1);
    });
    stopFirst();
    await store.transition(job.id, { from: 'processing' }, { to: 'cancelled' });
    await eventually(() => {
      expect(second).toHaveBeenCalledTimes(2);
    });
    expect(first).toHaveBeenCalledTimes(1);
    stopSecond();
    stopSecond();
  });

  it('misses nothing that happens after it has resolved, also for many listeners that come and go', async () => {
    const { store, events } = await makeSubject();
    const job = aJob();
    await store.create(job);
    const leaving = await Promise.all(Array.from({ length: 20 }, () => events.subscribe(job.id, jest.fn())));
    for (const leave of leaving) leave();
    const heard = jest.fn();
    const stop = await events.subscribe(job.id, heard);
    await store.transition(job.id, { from: 'pending' }, { to: 'cancelled' });
    await eventually(() => {
      expect(heard).toHaveBeenCalledTimes(1);
    });
    stop();
  });
}

function describeReplay(makeSubject: () => Promise<JobEventsSubject>): void {
  it('replays what happened, from the event that was seen last', async () => {
    const { store, events } = await makeSubject();
    const job = aJob();
    await store.create(job);
    await store.transition(job.id, { from: 'pending' }, to.processing);
    await store.recordProgress(job.id, 'one', 'structure', 40);
    await store.recordProgress(job.id, 'one', 'structure', 50);
    const error = { code: 'ENGINE_FAILED', message: 'It "died".' } as const;
    await store.transition(job.id, { from: 'processing' }, { to: 'failed', error });
    const all = await events.replay(job.id, 0);
    expect(all.map(({ id, kind, progress }) => [id, kind, progress])).toEqual([
      [1, 'status', 0],
      [2, 'status', 0],
      [3, 'stage', 40],
      [4, 'progress', 40],
      [5, 'progress', 50],
      [6, 'failed', 50],
    ]);
    expect(all.at(-1)).toMatchObject({ jobId: job.id, status: 'failed', error, at: NOON });
    expect(await events.replay(job.id, 4)).toEqual(all.slice(4));
    expect(await events.replay(job.id, 6)).toEqual([]);
    expect(await events.replay(newJobId(), 0)).toEqual([]);
  });

  it('begins with the end of a job that was answered from the cache', async () => {
    const { store, events } = await makeSubject();
    const job = aJob({ status: 'completed', completedAt: NOON, progress: 100, cached: true });
    await store.create(job);
    expect(await events.replay(job.id, 0)).toEqual([
      { id: 1, jobId: job.id, kind: 'completed', status: 'completed', progress: 100, at: NOON },
    ]);
  });

  it('keeps the end when the rest is forgotten', async () => {
    const { store, events, forgetEvents } = await makeSubject();
    const job = aJob();
    await store.create(job);
    await store.transition(job.id, { from: 'pending' }, { to: 'cancelled' });
    const [, end] = await events.replay(job.id, 0);
    await forgetEvents(job.id);
    expect(await events.replay(job.id, 0)).toEqual([end]);
    expect(await events.replay(job.id, 2)).toEqual([]);
  });

  it('keeps the latest 500', async () => {
    const { store, events } = await makeSubject();
    const job = aJob();
    await store.create(job);
    for (let round = 0; round < 100; round += 1) {
      await store.transition(job.id, { from: 'pending' }, to.processing);
      await store.recordProgress(job.id, 'one', 'structure', 1);
      await store.recordProgress(job.id, 'one', 'code', 2);
      await store.transition(job.id, { from: 'processing' }, { to: 'pending' });
    }
    const kept = await events.replay(job.id, 0);
    expect(kept).toHaveLength(500);
    expect(kept.at(-1)).toMatchObject({ id: 601, kind: 'status', status: 'pending' });
  });
}
