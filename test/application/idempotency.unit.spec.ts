import { HOUR_MS } from '#domain/shared/quantities';
import { elfBytes } from '#test/builders/elf-bytes';
import { AnalysisBench } from './analysis-bench';

let bench: AnalysisBench;

beforeEach(async () => {
  bench = new AnalysisBench();
  await bench.worker('worker-1');
});

describe('a submission under an idempotency key', () => {
  const keyed = (facts: object = {}, content = elfBytes()): ReturnType<AnalysisBench['submitted']> =>
    bench.submitted({ depth: 'quick', ...facts }, content, { idempotencyKey: 'mine' });

  it('is made once, however often and however simultaneously it comes', async () => {
    const jobs = await Promise.all(Array.from({ length: 10 }, () => keyed()));
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    await bench.work();
    expect(await keyed()).toMatchObject({ id: jobs[0]!.id, status: 'completed', cached: false });
    expect(bench.samples.files).toEqual([]);
  });

  it('is refused with other options or another file, and nothing of it is left', async () => {
    await keyed();
    const before = bench.samples.files.length;
    await expect(keyed({ priority: 3 })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    await expect(keyed({}, elfBytes({ entry: 3 }))).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(bench.samples.files).toHaveLength(before);
  });

  it('is another one for another key of the service', async () => {
    const first = await keyed();
    const other = await bench.submitted({ depth: 'quick' }, elfBytes(), { idempotencyKey: 'mine', ownerId: 'other' });
    expect(other.id).not.toBe(first.id);
  });

  it('is new again after 24 hours, and after a refusal', async () => {
    Object.assign(bench.waitingLimits, { perOwner: 0 });
    await expect(keyed()).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    Object.assign(bench.waitingLimits, { perOwner: 100 });
    const first = await keyed();
    bench.clock.advance(24 * HOUR_MS);
    expect((await keyed()).id).not.toBe(first.id);
  });

  it('is one job with one that is only slow, though it does not wait for that for ever', async () => {
    const create = bench.jobs.create.bind(bench.jobs);
    let goOn = (): void => undefined;
    const slow = new Promise<void>((resolve) => (goOn = resolve));
    bench.jobs.create = async (...given) => {
      bench.jobs.create = create;
      await slow;
      await create(...given);
    };
    jest.useFakeTimers();
    try {
      const [first, again] = [keyed(), keyed()];
      await jest.advanceTimersByTimeAsync(6000);
      const { id } = await again;
      goOn();
      expect((await first).id).toBe(id);
      expect((await keyed()).id).toBe(id);
    } finally {
      jest.useRealTimers();
    }
    expect(await bench.jobs.listOwned('local', { offset: 0, limit: 10 })).toMatchObject({ total: 1 });
    expect(await bench.work()).toBe('done');
    expect(await bench.work()).toBeUndefined();
    expect(bench.samples.files).toEqual([]);
  });

  it('takes the place of one whose process died before its record was written', async () => {
    const create = bench.jobs.create.bind(bench.jobs);
    const find = bench.jobs.find.bind(bench.jobs);
    bench.jobs.create = () => Promise.reject(new Error('killed'));
    bench.jobs.find = () => Promise.reject(new Error('killed'));
    await expect(keyed()).rejects.toThrow('killed');
    Object.assign(bench.jobs, { create, find });
    jest.useFakeTimers();
    try {
      const again = keyed();
      await jest.advanceTimersByTimeAsync(6000);
      expect((await again).status).toBe('pending');
    } finally {
      jest.useRealTimers();
    }
  });
});
