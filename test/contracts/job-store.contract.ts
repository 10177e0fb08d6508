import type { JobStore, OwnedJobsQuery } from '#application/ports/job-store.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { HOUR_MS } from '#domain/shared/quantities';
import { aContentKey, aJob, NOON } from '#test/builders/job';
import type { FakeClock } from '#test/fakes/fake-clock';

export interface JobStoreSubject {
  readonly store: JobStore;
  /** The store's clock. */
  readonly clock: FakeClock;
  /** A week passes for the record of a job. */
  readonly expire: (id: JobId) => Promise<void>;
}

const SECOND = 1000;
const to = { processing: { to: 'processing', workerId: 'one' } } as const;

/** What `JobStore` promises. `makeSubject` gives an empty store. */
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
    describeOwned(() => subject);
    describeLimits(() => subject);
    describeRemoving(() => subject);
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
      assessment: { risk: 4.5, verdict: 'suspicious' },
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

  it.each(['completed', 'failed', 'cancelled'] as const)('is at no stage of a job that is %s', async (end) => {
    const job = aJob();
    await subject().store.create(job);
    await subject().store.transition(job.id, { from: 'pending' }, to.processing);
    await subject().store.recordProgress(job.id, 'one', 'code', 40);
    const ended = await subject().store.transition(job.id, { from: 'processing' }, { to: end });
    expect(ended).toMatchObject({ status: end, progress: end === 'completed' ? 100 : 40 });
    expect(ended).not.toHaveProperty('stage');
    expect(await subject().store.find(job.id)).toEqual(ended);
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

  it('counts the workers that were lost over a job, not those that handed it back', async () => {
    const job = aJob();
    await subject().store.create(job);
    const goesBack = async (lost: boolean): Promise<AnalysisJob | undefined> => {
      await subject().store.transition(job.id, { from: 'pending' }, to.processing);
      return subject().store.transition(job.id, { from: 'processing' }, { to: 'pending', ...(lost && { lost }) });
    };
    expect(await goesBack(false)).toEqual({ ...job, attempts: 1 });
    expect(await goesBack(true)).toEqual({ ...job, attempts: 2, lostWorkers: 1 });
    expect(await goesBack(true)).toEqual({ ...job, attempts: 3, lostWorkers: 2 });
    expect(await goesBack(false)).toEqual({ ...job, attempts: 4, lostWorkers: 2 });
    expect(await subject().store.find(job.id)).toMatchObject({ lostWorkers: 2 });
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

  it('lists those that a clock which went back has left in the future', async () => {
    const [past, now, future] = [-1, 0, 1].map((hours) => aJob({ createdAt: NOON + hours * HOUR_MS }));
    for (const job of [past!, now!, future!]) await subject().store.create(job);
    expect(await subject().store.listLive('pending', Infinity, 10, NOON)).toEqual([now!.id, future!.id]);
    expect(await subject().store.listLive('pending', Infinity, 10, NOON + 1)).toEqual([future!.id]);
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

function describeOwned(subject: () => JobStoreSubject): void {
  const list = async (query: Partial<OwnedJobsQuery> = {}): Promise<readonly [readonly string[], number]> => {
    const { jobs, total } = await subject().store.listOwned('mine', { offset: 0, limit: 10, ...query });
    return [jobs.map(({ id }) => id), total];
  };
  const createAll = async (...ages: number[]): Promise<readonly JobId[]> => {
    const jobs = ages.map((age) => aJob({ ownerId: 'mine', createdAt: NOON - age * SECOND }));
    for (const job of jobs) await subject().store.create(job);
    return jobs.map(({ id }) => id);
  };

  it('lists the jobs of an owner, newest first, page by page', async () => {
    const [oldest, newest, middle] = await createAll(3, 1, 2);
    await subject().store.create(aJob({ ownerId: 'another' }));
    expect(await list()).toEqual([[newest, middle, oldest], 3]);
    expect(await list({ offset: 1, limit: 1 })).toEqual([[middle], 3]);
    expect(await list({ offset: 3 })).toEqual([[], 3]);
    expect(await list({ since: NOON - 2 * SECOND })).toEqual([[newest, middle], 2]);
  });

  it('lists those whose result says so, and those over one content, with how many there are', async () => {
    const { store } = subject();
    const [first, second, waiting] = await createAll(3, 2, 1);
    for (const [id, risk, verdict] of [
      [first, 6.5, 'dangerous'],
      [second, 0, 'ordinary'],
    ] as const) {
      await store.transition(id!, { from: 'pending' }, to.processing);
      const change = { to: 'completed', contentKey: aContentKey(), assessment: { risk, verdict } } as const;
      await store.transition(id!, { from: 'processing' }, change);
      expect((await store.find(id!))?.assessment).toEqual(change.assessment);
    }
    expect(await list({ verdict: 'dangerous' })).toEqual([[first], 1]);
    expect(await list({ minRisk: 0 })).toEqual([[second, first], 2]);
    expect(await list({ minRisk: 0, offset: 1, limit: 1 })).toEqual([[first], 2]);
    expect(await list({ minRisk: 6.6 })).toEqual([[], 0]);
    expect(await list({ minRisk: 0, since: NOON - 2 * SECOND })).toEqual([[second], 1]);
    expect(await list({ verdict: 'ordinary', status: 'pending' })).toEqual([[], 0]);
    const { sha256 } = aJob().file;
    expect(await list({ sha256 })).toEqual([[waiting, second, first], 3]);
    expect(await list({ sha256, status: 'pending' })).toEqual([[waiting], 1]);
    expect(await list({ sha256: 'e'.repeat(64) as typeof sha256 })).toEqual([[], 0]);
  });

  it('lists those of one status, which changes with the job', async () => {
    const [one, two] = await createAll(2, 1);
    const { store } = subject();
    await store.transition(one!, { from: 'pending' }, to.processing);
    expect(await list({ status: 'pending' })).toEqual([[two], 1]);
    expect(await list({ status: 'processing' })).toEqual([[one], 1]);
    await store.transition(one!, { from: 'processing' }, { to: 'completed', contentKey: aContentKey() });
    await store.transition(two!, { from: 'pending' }, { to: 'cancelled' });
    expect(await list({ status: 'completed' })).toEqual([[one], 1]);
    expect(await list({ status: 'cancelled' })).toEqual([[two], 1]);
    expect(await list({ status: 'pending' })).toEqual([[], 0]);
    expect(await list()).toEqual([[two, one], 2]);
  });

  it('leaves out those whose record is no longer kept, and counts them no more', async () => {
    const [gone, kept, goneToo] = await createAll(300, 200, 100);
    await subject().expire(gone!);
    await subject().expire(goneToo!);
    expect(await list({ limit: 1 })).toEqual([[kept], expect.any(Number)]);
    expect(await list()).toEqual([[kept], 1]);
    expect(await list({ status: 'pending' })).toEqual([[kept], 1]);
  });
}

function describeLimits(subject: () => JobStoreSubject): void {
  const queueFull = expect.objectContaining({ code: 'QUEUE_FULL' }) as Error;

  it('refuses a job of an owner of whom as many wait as may, until one of them goes on', async () => {
    const { store } = subject();
    const limits = { inAll: 10, perOwner: 2 };
    const [first, second, third] = Array.from({ length: 3 }, () => aJob({ ownerId: 'mine' }));
    await store.create(first!, limits);
    await store.create(second!, limits);
    await expect(store.create(third!, limits)).rejects.toThrow(queueFull);
    expect(await store.find(third!.id)).toBeUndefined();
    await store.create(aJob({ ownerId: 'another' }), limits);
    await store.transition(first!.id, { from: 'pending' }, to.processing);
    await store.create(third!, limits);
    expect(await store.find(third!.id)).toEqual(third);
  });

  it('refuses a job when as many wait in all as may, and does not count it', async () => {
    const { store } = subject();
    const limits = { inAll: 2, perOwner: 2 };
    await store.create(aJob({ ownerId: 'a' }), limits);
    const waiting = aJob({ ownerId: 'b' });
    await store.create(waiting, limits);
    for (let time = 0; time < 3; time += 1)
      await expect(store.create(aJob({ ownerId: 'c' }), limits)).rejects.toThrow(queueFull);
    await store.transition(waiting.id, { from: 'pending' }, { to: 'cancelled' });
    await store.create(aJob({ ownerId: 'c' }), limits);
  });

  it('never lets one too many in, however many come at once', async () => {
    const { store } = subject();
    const limits = { inAll: 7, perOwner: 5 };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) => store.create(aJob({ ownerId: `owner-${index % 2}` }), limits)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
  });

  it('lets in what does not wait, and what has been let in before', async () => {
    const { store } = subject();
    const limits = { inAll: 1, perOwner: 1 };
    const job = aJob();
    await store.create(job, limits);
    await store.create(job, limits);
    const answered = aJob({ status: 'completed', completedAt: NOON });
    await store.create(answered, limits);
    expect(await store.find(answered.id)).toEqual(answered);
  });
}

function describeRemoving(subject: () => JobStoreSubject): void {
  const ended = (digit: string, facts: Partial<AnalysisJob> = {}): AnalysisJob =>
    aJob({ status: 'completed', contentKey: aContentKey(digit), ...facts });

  it('removes a job, and says whose result nobody refers to any more', async () => {
    const { store } = subject();
    const [first, second, other] = [ended('a'), ended('a', { ownerId: 'another' }), ended('b')];
    for (const job of [first, second, other]) await store.create(job);
    expect(await store.remove(first.id)).toBeUndefined();
    expect(await store.find(first.id)).toBeUndefined();
    expect(await store.remove(second.id)).toBe(aContentKey('a'));
    expect(await store.remove(second.id)).toBeUndefined();
    expect(await store.remove(other.id)).toBe(aContentKey('b'));
    expect(await store.listOwned('local', { offset: 0, limit: 10 })).toEqual({ jobs: [], total: 0 });
  });

  it('counts the jobs that came to their result later', async () => {
    const { store } = subject();
    const [early, late] = [ended('c'), aJob()];
    await store.create(early);
    await store.create(late);
    await store.transition(late.id, { from: 'pending' }, { to: 'processing', workerId: 'worker-1' });
    await store.transition(late.id, { from: 'processing' }, { to: 'completed', contentKey: aContentKey('c') });
    expect(await store.remove(early.id)).toBeUndefined();
    expect(await store.remove(late.id)).toBe(aContentKey('c'));
  });

  it('finds the newest job of an owner over a sample', async () => {
    const { store, clock } = subject();
    const older = ended('a', { createdAt: clock.now() });
    await store.create(older);
    clock.advance(1000);
    const newer = ended('b', { createdAt: clock.now() });
    await store.create(newer);
    const { sha256: sample } = newer.file;
    expect(await store.findBySample('local', sample)).toMatchObject({ id: newer.id });
    expect(await store.findBySample('another', sample)).toBeUndefined();
    await store.remove(newer.id);
    expect(await store.findBySample('local', sample)).toMatchObject({ id: older.id });
  });
}
