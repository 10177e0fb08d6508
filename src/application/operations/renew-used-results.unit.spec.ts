import { HOUR_MS } from '#domain/shared/quantities';
import { aDocument } from '#test/builders/document';
import { aContentKey, aJob } from '#test/builders/job';
import { FakeAnalysisQueue } from '#test/fakes/fake-analysis-queue';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeCacheAdministration, FakeResultCache } from '#test/fakes/fake-result-cache';
import { RenewUsedResults } from './renew-used-results';

describe('RenewUsedResults', () => {
  it('keeps what is read for as long as it is read, while nothing waits', async () => {
    const clock = new FakeClock();
    const cache = new FakeResultCache(clock);
    const queue = new FakeAnalysisQueue();
    const renew = new RenewUsedResults(queue, new FakeCacheAdministration(cache));
    const [read, forgotten] = [aContentKey('a'), aContentKey('b')];
    for (const key of [read, forgotten]) await cache.put(key, aDocument(), HOUR_MS);
    clock.advance(HOUR_MS - 60_000);
    await cache.head(read);
    const job = aJob();
    await queue.enqueue({ ...job, priority: 0 });
    expect(await renew.execute()).toBe(0);
    await queue.withdraw(job.id);
    expect(await renew.execute()).toBe(1);
    clock.advance(120_000);
    expect(await cache.version(read)).toBeDefined();
    expect(await cache.version(forgotten)).toBeUndefined();
  });
});
