import type { RaiseWaitingJobs } from '#application/analysis/raise-waiting-jobs';
import type { ReconcileJobs } from '#application/analysis/reconcile-jobs';
import type { RenewUsedResults } from '#application/operations/renew-used-results';
import { AppConfig } from '#config/app-config';
import { FakeCacheAdministration, FakeResultCache } from '#test/fakes/fake-result-cache';
import { Reconciler } from './reconciler';

/** What one run at start has done. */
async function runWith(warming: boolean): Promise<readonly string[]> {
  const done: string[] = [];
  const noting = (name: string): { execute: () => Promise<number> } => ({
    execute: () => Promise.resolve(done.push(name)),
  });
  const config = new AppConfig();
  Object.assign(config.cache, { warming });
  const reconciler = new Reconciler(
    noting('reconciled') as unknown as ReconcileJobs,
    noting('raised') as unknown as RaiseWaitingJobs,
    noting('renewed') as unknown as RenewUsedResults,
    new FakeCacheAdministration(new FakeResultCache()),
    config,
  );
  reconciler.start();
  await reconciler.stop();
  return done;
}

describe('the Reconciler', () => {
  it('renews results that are read only where that is wanted', async () => {
    expect(await runWith(false)).toEqual(['reconciled', 'raised']);
    expect(await runWith(true)).toEqual(['reconciled', 'raised', 'renewed']);
  });
});
