import type { RunClaim, SharedRuns } from '#application/ports/shared-runs.port';
import { newJobId } from '#domain/jobs/analysis-job';
import { aContentKey } from '#test/builders/job';

function aClaim(facts: Partial<RunClaim> = {}): RunClaim {
  return { id: newJobId(), priority: 0, timeoutSeconds: 300, at: 0, ...facts };
}

/** What `SharedRuns` promises. `makeRuns` gives one without any. */
export function describeSharedRunsContract(name: string, makeRuns: () => Promise<SharedRuns>): void {
  describe(`${name} keeps the contract of SharedRuns`, () => {
    const content = aContentKey();
    let runs: SharedRuns;

    beforeEach(async () => {
      runs = await makeRuns();
    });

    it('lets the first one run and every other one follow, oldest first', async () => {
      const [run, late, early] = [aClaim(), aClaim({ at: 20 }), aClaim({ at: 10 })];
      for (const claim of [run, late, early, run, late])
        expect(await runs.join(content, claim)).toMatchObject({ run: run.id });
      expect(await runs.followers(content)).toEqual([early.id, late.id]);
    });

    it('keeps contents apart', async () => {
      const [one, other] = [aClaim(), aClaim()];
      await runs.join(content, one);
      expect(await runs.join(aContentKey('e'), other)).toMatchObject({ run: other.id });
      expect(await runs.followers(content)).toEqual([]);
    });

    it('takes the highest priority and the longest timeout of all', async () => {
      const run = aClaim({ priority: 3, timeoutSeconds: 60 });
      await runs.join(content, run);
      expect(await runs.join(content, aClaim({ priority: 8, timeoutSeconds: 30 }))).toEqual({
        run: run.id,
        priority: 8,
        timeoutSeconds: 60,
      });
      await runs.join(content, aClaim({ priority: 1, timeoutSeconds: 600 }));
      expect(await runs.find(content)).toEqual({ run: run.id, priority: 8, timeoutSeconds: 600 });
    });

    it('has the oldest follower take over from a run that leaves, until nobody is left', async () => {
      const [run, second, third] = [aClaim({ at: 1 }), aClaim({ at: 2 }), aClaim({ at: 3 })];
      for (const claim of [run, third, second]) await runs.join(content, claim);
      expect(await runs.leave(content, run.id)).toMatchObject({ run: second.id });
      expect(await runs.leave(content, run.id)).toMatchObject({ run: second.id });
      expect(await runs.followers(content)).toEqual([third.id]);
      expect(await runs.leave(content, second.id)).toMatchObject({ run: third.id });
      expect(await runs.leave(content, third.id)).toBeUndefined();
      expect(await runs.find(content)).toBeUndefined();
      expect(await runs.leave(content, third.id)).toBeUndefined();
    });

    it('lets a follower leave without touching the run', async () => {
      const [run, follower] = [aClaim(), aClaim()];
      await runs.join(content, run);
      await runs.join(content, follower);
      expect(await runs.leave(content, follower.id)).toMatchObject({ run: run.id });
      expect(await runs.followers(content)).toEqual([]);
    });

    it('knows one run, however many come at once', async () => {
      const claims = Array.from({ length: 50 }, (_, index) => aClaim({ at: index }));
      const shared = await Promise.all(claims.map((claim) => runs.join(content, claim)));
      expect(new Set(shared.map(({ run }) => run)).size).toBe(1);
      expect(await runs.followers(content)).toHaveLength(49);
    });

    it('has one heir, however often a run is said to have left', async () => {
      const claims = Array.from({ length: 5 }, (_, index) => aClaim({ at: index }));
      for (const claim of claims) await runs.join(content, claim);
      const after = await Promise.all(Array.from({ length: 10 }, () => runs.leave(content, claims[0]!.id)));
      expect(new Set(after.map((shared) => shared?.run))).toEqual(new Set([claims[1]!.id]));
      expect(await runs.followers(content)).toHaveLength(3);
    });
  });
}
