import type { RateBudget, RateLimiter, RateVerdict } from '#application/ports/rate-limiter.port';
import type { RateWindow } from '#domain/access/rate-limits';

export interface RateLimiterSubject {
  readonly limiter: RateLimiter;
  /** The same budgets, seen by another process. */
  readonly other: RateLimiter;
  /** Lets milliseconds go by, without waiting for them. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

const READS: RateBudget = { subject: 'anna', kind: 'read' };
const SECOND = 1000;
const HOUR: RateWindow = { limit: 5, milliseconds: 3600 * SECOND };
const BURST: RateWindow = { limit: 2, milliseconds: 10 * SECOND };
/** Between two steps of a test real time goes by too: a minute of it is forgiven. */
const FORGIVEN_MS = 60 * SECOND;

/** What `RateLimiter` promises. `makeSubject` gives one that has counted nothing. */
export function describeRateLimiterContract(name: string, makeSubject: () => Promise<RateLimiterSubject>): void {
  describe(`${name} keeps the contract of RateLimiter`, () => {
    let subject: RateLimiterSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    const take = (windows: readonly RateWindow[], budget = READS): Promise<RateVerdict> =>
      subject.limiter.take(budget, windows);
    const takeTimes = async (times: number, windows: readonly RateWindow[]): Promise<readonly boolean[]> => {
      const allowed: boolean[] = [];
      for (let time = 0; time < times; time += 1) allowed.push((await take(windows)).allowed);
      return allowed;
    };

    it('allows as many requests as the window has room for, and says what is left', async () => {
      for (const remaining of [4, 3, 2, 1, 0]) {
        expect(await take([HOUR])).toMatchObject({ allowed: true, state: { limit: 5, remaining } });
      }
      expect(await take([HOUR])).toMatchObject({ allowed: false, state: { limit: 5, remaining: 0 } });
    });

    it('allows never one too many among requests of several processes at once', async () => {
      const { limiter, other } = subject;
      const verdicts = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          (index % 2 === 0 ? limiter : other).take(READS, [{ ...HOUR, limit: 50 }]),
        ),
      );
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(50);
    });

    it('counts a refused request in no window', async () => {
      expect(await takeTimes(10, [HOUR, BURST])).toEqual([true, true, ...Array<boolean>(8).fill(false)]);
      await subject.pass(BURST.milliseconds);
      expect(await takeTimes(3, [HOUR, BURST])).toEqual([true, true, false]);
      await subject.pass(BURST.milliseconds);
      expect(await takeTimes(2, [HOUR, BURST])).toEqual([true, false]);
    });

    it('moves on with time: each request leaves the window when it is as old as the window is long', async () => {
      await takeTimes(4, [HOUR]);
      await subject.pass(HOUR.milliseconds / 2);
      expect(await takeTimes(2, [HOUR])).toEqual([true, false]);
      await subject.pass(HOUR.milliseconds / 2);
      expect(await takeTimes(5, [HOUR])).toEqual([true, true, true, true, false]);
    });

    it('says truly when the next request is welcome', async () => {
      await take([HOUR]);
      await subject.pass(600 * SECOND);
      await takeTimes(4, [HOUR]);
      const { allowed, state } = await take([HOUR]);
      expect(allowed).toBe(false);
      expect(state.resetMs).toBeLessThanOrEqual(3000 * SECOND);
      expect(state.resetMs).toBeGreaterThan(3000 * SECOND - FORGIVEN_MS);
      await subject.pass(state.resetMs - FORGIVEN_MS);
      expect((await take([HOUR])).allowed).toBe(false);
      await subject.pass(FORGIVEN_MS);
      expect((await take([HOUR])).allowed).toBe(true);
    });

    it('tells of the window with least left, and of a refusal the one that is full for longest', async () => {
      expect((await take([HOUR, BURST])).state).toMatchObject({ limit: 2, remaining: 1 });
      await subject.pass(BURST.milliseconds);
      await take([HOUR, BURST]);
      await take([HOUR, BURST]);
      await subject.pass(BURST.milliseconds);
      expect((await take([HOUR, BURST])).state).toMatchObject({ limit: 5, remaining: 1 });
      await take([HOUR, BURST]);
      const { allowed, state } = await take([HOUR, BURST]);
      expect([allowed, state.limit]).toEqual([false, 5]);
      expect(state.resetMs).toBeGreaterThan(BURST.milliseconds);
    });

    it('says of an empty window that it is whole again after its length', async () => {
      expect((await take([HOUR])).state.resetMs).toBe(HOUR.milliseconds);
    });

    it('holds to a limit that was lowered meanwhile', async () => {
      await takeTimes(5, [HOUR]);
      const lowered = { ...HOUR, limit: 2 };
      expect(await take([lowered])).toMatchObject({ allowed: false, state: { limit: 2, remaining: 0 } });
      await subject.pass(HOUR.milliseconds);
      expect(await takeTimes(3, [lowered])).toEqual([true, true, false]);
    });

    it('counts every subject and every kind for itself', async () => {
      const one = [{ ...HOUR, limit: 1 }];
      expect((await take(one)).allowed).toBe(true);
      expect((await take(one, { subject: 'ben', kind: 'read' })).allowed).toBe(true);
      expect((await take(one, { subject: 'anna', kind: 'submission' })).allowed).toBe(true);
      expect((await take(one)).allowed).toBe(false);
    });

    it('gives a request back once', async () => {
      const two = [{ ...HOUR, limit: 2 }];
      const { ticket } = await take(two);
      await take(two);
      await subject.limiter.giveBack(READS, ticket);
      await subject.limiter.giveBack(READS, ticket);
      expect(await takeTimes(2, two)).toEqual([true, false]);
    });
  });
}
