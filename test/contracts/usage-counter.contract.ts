import type { UsageCounter } from '#application/ports/usage-counter.port';
import { usageMonth } from '#domain/access/usage-month';
import { NOON } from '#test/builders/job';

const MONTH = usageMonth(NOON);
const NEXT = usageMonth(NOON + 40 * 86_400_000);

/** What `UsageCounter` promises. `makeCounter` gives one that has counted nothing. */
export function describeUsageCounterContract(name: string, makeCounter: () => Promise<UsageCounter>): void {
  describe(`${name} keeps the contract of UsageCounter`, () => {
    let counter: UsageCounter;

    beforeEach(async () => {
      counter = await makeCounter();
    });

    it('counts up to the quota, exactly, also at once', async () => {
      const spending = await Promise.all(Array.from({ length: 20 }, () => counter.spend('anna', MONTH, 7)));
      expect(spending.filter(Boolean)).toHaveLength(7);
      expect(await counter.spent(['anna'], MONTH)).toEqual([7]);
    });

    it('counts every key and every month for itself', async () => {
      expect(await counter.spend('anna', MONTH, 1)).toBe(true);
      expect(await counter.spend('anna', MONTH, 1)).toBe(false);
      expect(await counter.spend('ben', MONTH, 1)).toBe(true);
      expect(await counter.spend('anna', NEXT, 1)).toBe(true);
      expect(await counter.spent(['ben', 'carl', 'anna'], MONTH)).toEqual([1, 0, 1]);
    });

    it('takes back what was not used, but never more', async () => {
      await counter.spend('anna', MONTH, 1);
      await counter.giveBack('anna', MONTH);
      await counter.giveBack('anna', MONTH);
      expect(await counter.spent(['anna'], MONTH)).toEqual([0]);
      expect([await counter.spend('anna', MONTH, 1), await counter.spend('anna', MONTH, 1)]).toEqual([true, false]);
    });

    it('allows nothing under a quota of nothing', async () => {
      expect(await counter.spend('anna', MONTH, 0)).toBe(false);
    });

    it('has nothing to say of nobody', async () => {
      expect(await counter.spent([], MONTH)).toEqual([]);
    });
  });
}
