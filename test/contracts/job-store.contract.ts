import type { JobEvent, JobEvents } from '#application/ports/job-events.port';
import type { JobStore } from '#application/ports/job-store.port';
import { newJobId } from '#domain/analysis/analysis-job';
import { NOON, aContentKey, aJob } from '#test/builders/job';
import type { FakeClock } from '#test/fakes/fake-clock';
import { eventually } from '#test/support/eventually';

export interface JobStoreSubject {
  readonly store: JobStore;
  readonly events: JobEvents;
  /** The store's clock. */
  readonly clock: FakeClock;
}

const SECOND = 1000;
const to = { processing: { to: 'processing', workerId: 'one' } } as const;

/** What `JobStore` and `JobEvents` promise. `makeSubject` gives an empty store. */
export function describeJobStoreContract(name: string, makeSubject: () => Promise<JobStoreSubject>): void {
  describe(`${name} keeps the contract of JobStore`, () => {
    let subject: JobStoreSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    describeRecords(() => subject);
    describeTransitions(() => subject);
    describeProgress(() => subject);
    describeListing(() => subject);
  });

  describe(`${name} keeps the contract of JobEvents`, () => {
    describeEvents(makeSubject);
  });
}

function describeRecords(subject: () => JobStoreSubject): void {
  it('gives back the record as it was created', async () => {
    const job = aJob();
    await subject().store.create(job);
    expect(await subject().store.find(job.id)).toEqual(job);
  });

  it('keeps every field of a job that was answered from the cache', async () => {
    const job = aJob({
      status: 'completed',
      cached: true,
      contentKey: aContentKey(),
      completedAt: NOON,
      progress: 100,
    });
    await subject().store.create(job);
    expect(await subject().store.find(job.id)).toEqual(job);
    expect(await subject().store.listLive('pending', NOON + SECOND, 10)).toEqual([]);
  });

  it('finds nothing under an unknown id', async () => {
    expect(await subject().store.find(newJobId())).toBeUndefined();
  });

  it('keeps the first of two records with the same id', async () => {
    const job = aJob();
    await subject().store.create(job);
    await subject().store.transition(job.id, { from: 'pending' }, to.processing);
    await subject().store.create(job);
    expect(await subject().store.find(job.id)).toMatchObject({ status: 'processing' });
  });
}

function describeTransitions(subject: () => JobStoreSubject): void {
  it('starts a job: worker, time, attempt', async () => {
    const job = aJob();
    await subject().store.create(job);
    subject().clock.advance(5 * SECOND);
    const started = await subject().store.transition(job.id, { from: 'pending' }, to.processing);
    expect(started).toEqual({
      ...job,
      status: 'processing',
      workerId: 'one',
      attempts: 1,
      startedAt: NOON + 5 * SECOND,
      updatedAt: NOON + 5 * SECOND,
    });
    expect(await subject().store.find(job.id)).toEqual(started);
  });

  it('completes a job with its result', async () => {
    const job = aJob();
    await subject().store.create(job);
    await subject().store.transition(job.id, { from: 'pending' }, to.processing);
    subject().clock.advance(SECOND);
    const change = { to: 'completed', contentKey: aContentKey(), cached: true } as const;
    const done = await subject().store.transition(job.id, { from: 'processing', workerId: 'one' }, change);
    expect(done).toMatchObject({ status: 'completed', contentKey: aContentKey(), cached: true, progress: 100 });
    expect(done).toMatchObject({ completedAt: NOON + SECOND, workerId: 'one', attempts: 1 });
  });

  it('fails a job with the reason', async () => {
    const job = aJob();
    await subject().store.create(job);
    const error = { code: 'WORKER_LOST', message: 'Three workers were "lost".' } as const;
    const failed = await subject().store.transition(job.id, { from: 'pending' }, { to: 'failed', error });
    expect(failed).toMatchObject({ status: 'failed', error, completedAt: NOON });
  });

  it('forgets worker, stage and progress of a job that goes back, but not the attempt', async () => {
    const job = aJob();
    await subject().store.create(job);
    await subject().store.transition(job.id, { from: 'pending' }, to.processing);
    await subject().store.recordProgress(job.id, 'one', 'structure', 40);
    expect(await subject().store.transition(job.id, { from: 'processing' }, { to: 'pending' })).toEqual({
      ...job,
      attempts: 1,
    });
    const again = await subject().store.transition(job.id, { from: 'pending' }, { to: 'processing', workerId: 'two' });
    expect(again).toMatchObject({ attempts: 2, workerId: 'two', progress: 0 });
  });

  it('changes nothing from another status than the guard names', async () => {
    const job = aJob();
    await subject().store.create(job);
    expect(await subject().store.transition(job.id, { from: 'processing' }, { to: 'completed' })).toBeUndefined();
    expect(await subject().store.find(job.id)).toEqual(job);
  });

  it('changes nothing for a worker that does not hold the job', async () => {
    const job = aJob();
    await subject().store.create(job);
    await subject().store.transition(job.id, { from: 'pending' }, to.processing);
    const guard = { from: 'processing', workerId: 'two' } as const;
    expect(await subject().store.transition(job.id, guard, { to: 'completed' })).toBeUndefined();
    expect(await subject().store.find(job.id)).toMatchObject({ status: 'processing', workerId: 'one' });
  });

  it('changes nothing where there is no job', async () => {
    expect(await subject().store.transition(newJobId(), { from: 'pending' }, to.processing)).toBeUndefined();
  });

  it('refuses a step that the state machine does not have', async () => {
    const job = aJob();
    await subject().store.create(job);
    await expect(subject().store.transition(job.id, { from: 'pending' }, { to: 'completed' })).rejects.toMatchObject({
      code: 'INVALID_TRANSITION',
    });
  });

  it('lets exactly one of 50 simultaneous callers win', async () => {
    const job = aJob();
    await subject().store.create(job);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        subject().store.transition(job.id, { from: 'pending' }, { to: 'processing', workerId: `worker-${index}` }),
      ),
    );
    const winners = outcomes.filter((outcome) => outcome !== undefined);
    expect(winners).toHaveLength(1);
    expect(await subject().store.find(job.id)).toEqual(winners[0]);
  });
}

function describeProgress(subject: () => JobStoreSubject): void {
  it('records progress, which never falls', async () => {
    const job = aJob();
    await subject().store.create(job);
    await subject().store.transition(job.id, { from: 'pending' }, to.processing);
    subject().clock.advance(SECOND);
    await subject().store.recordProgress(job.id, 'one', 'structure', 40.4);
    await subject().store.recordProgress(job.id, 'one', 'code', 30);
    expect(await subject().store.find(job.id)).toMatchObject({ stage: 'code', progress: 40, updatedAt: NOON + SECOND });
  });

  it('ignores progress of a worker that does not hold the job, and of a job that is not processed', async () => {
    const job = aJob();
    await subject().store.create(job);
    await subject().store.recordProgress(job.id, 'one', 'code', 50);
    expect(await subject().store.find(job.id)).toEqual(job);
    const started = await subject().store.transition(job.id, { from: 'pending' }, to.processing);
    await subject().store.recordProgress(job.id, 'two', 'code', 50);
    expect(await subject().store.find(job.id)).toEqual(started);
    await subject().store.recordProgress(newJobId(), 'one', 'code', 50);
  });
}

function describeListing(subject: () => JobStoreSubject): void {
  it('lists live jobs by status, oldest change first, as many as asked for', async () => {
    const ages = [3, 1, 2, 0];
    const jobs = ages.map((age) => aJob({ createdAt: NOON - age * SECOND }));
    for (const job of jobs) await subject().store.create(job);
    const [first, third, second, now] = jobs.map(({ id }) => id);
    expect(await subject().store.listLive('pending', NOON, 10)).toEqual([first, second, third]);
    expect(await subject().store.listLive('pending', NOON + 1, 10)).toEqual([first, second, third, now]);
    expect(await subject().store.listLive('pending', NOON, 2)).toEqual([first, second]);
    expect(await subject().store.listLive('processing', NOON, 10)).toEqual([]);
  });

  it('moves a job from one list to the other, and off both when it ends', async () => {
    const job = aJob();
    const { store } = subject();
    await store.create(job);
    await store.transition(job.id, { from: 'pending' }, to.processing);
    expect(await store.listLive('pending', NOON + SECOND, 10)).toEqual([]);
    expect(await store.listLive('processing', NOON + SECOND, 10)).toEqual([job.id]);
    await store.transition(job.id, { from: 'processing' }, { to: 'pending' });
    expect(await store.listLive('pending', NOON + SECOND, 10)).toEqual([job.id]);
    await store.transition(job.id, { from: 'pending' }, { to: 'cancelled' });
    expect(await store.listLive('pending', NOON + SECOND, 10)).toEqual([]);
    expect(await store.listLive('processing', NOON + SECOND, 10)).toEqual([]);
  });

  it('counts progress as a change', async () => {
    const job = aJob();
    const { store, clock } = subject();
    await store.create(job);
    await store.transition(job.id, { from: 'pending' }, to.processing);
    clock.advance(SECOND);
    await store.recordProgress(job.id, 'one', 'code', 60);
    expect(await store.listLive('processing', NOON + SECOND, 10)).toEqual([]);
    expect(await store.listLive('processing', NOON + SECOND + 1, 10)).toEqual([job.id]);
  });

  it('lists more than one batch', async () => {
    const jobs = Array.from({ length: 450 }, (_, index) => aJob({ createdAt: NOON + index }));
    await Promise.all(jobs.map((job) => subject().store.create(job)));
    const listed = await subject().store.listLive('pending', NOON + SECOND, 1000);
    expect(listed).toEqual(jobs.map(({ id }) => id));
  });
}

function describeEvents(makeSubject: () => Promise<JobStoreSubject>): void {
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
    await eventually(() => {
      expect(heard).toEqual([
        { jobId: job.id, status: 'processing', progress: 0 },
        { jobId: job.id, status: 'processing', progress: 40 },
        { jobId: job.id, status: 'completed', progress: 100 },
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
