import { consoleKeys } from '#test/browser/console-keys';
import { consoleUse } from '#test/browser/console-use';
import { consoleViews } from '#test/browser/console-views';
import { LookedUpon } from '#test/browser/looked-upon';
import { reportPages } from '#test/browser/report-pages';

/** One browser and one service for all of it: most of the time of each alone would go into starting them. */
describe('in a browser', () => {
  let started: LookedUpon;
  const looked = (): LookedUpon => started;

  beforeAll(async () => {
    started = await LookedUpon.start();
  });
  afterAll(() => started.stop());

  // The first of them sees a service that has nothing yet; the last one has it go away.
  describe('the console', () => {
    consoleUse(looked);
  });
  describe('the views of the console', () => {
    consoleViews(looked);
  });
  describe('a result as a page', () => {
    reportPages(looked);
  });
  describe('the console with a key, and without a service', () => {
    consoleKeys(looked);
  });
});
