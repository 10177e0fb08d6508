import { seededRandom } from '#test/support/seeded-random';
import type { Plan } from './queue-model';
import { QueueModel } from './queue-model';

const HOUR = 3600;

function plan(changes: Partial<Plan>): Plan {
  return {
    seconds: 24 * HOUR,
    arrivalRate: () => 1,
    highestRate: 1,
    serviceTime: () => 1,
    slotsPerWorker: 2,
    scaling: { fewest: 1, most: 1, target: 2, startSeconds: 10 },
    mostWaiting: Infinity,
    ...changes,
  };
}

/** Mean wait by Erlang's C formula, in seconds. */
function erlangC(rate: number, serviceSeconds: number, servers: number): number {
  const load = rate * serviceSeconds;
  let term = 1;
  let sum = 0;
  for (let count = 0; count < servers; count += 1) {
    sum += term;
    term *= load / (count + 1);
  }
  const queued = term / (1 - load / servers);
  return ((queued / (sum + queued)) * serviceSeconds) / (servers - load);
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('QueueModel', () => {
  it.each([
    [1, 1.6],
    [4, 1.7],
  ])('waits as Erlang says with %d workers of two slots', (workers, servicesPerWorkerSecond) => {
    const random = seededRandom(7);
    const rate = workers * servicesPerWorkerSecond;
    const outcome = new QueueModel(
      plan({
        seconds: 40 * HOUR,
        arrivalRate: () => rate,
        highestRate: rate,
        serviceTime: () => -Math.log(1 - random()),
        scaling: { fewest: workers, most: workers, target: 2, startSeconds: 0 },
      }),
      random,
    ).run();
    const expected = erlangC(rate, 1, 2 * workers);
    expect(mean(outcome.waits) / expected).toBeCloseTo(1, 1);
    expect(outcome.mostWorkers).toBe(workers);
  });

  it('goes to none, comes back for a job, and refuses what is too much', () => {
    const scaling = { fewest: 0, most: 100, target: 2, startSeconds: 10 };
    const burst = { at: 1000, jobs: 500 };
    const quiet = { arrivalRate: () => 0, burst, scaling, serviceTime: () => 5 };
    const outcome = new QueueModel(plan(quiet), seededRandom(1)).run();
    expect(outcome).toMatchObject({ arrived: 500, refused: 0, completed: 500 });
    // The first two wait for the next look and the start of a worker.
    expect(outcome.waits[0]).toBeGreaterThanOrEqual(10);
    expect(outcome.waits[0]).toBeLessThanOrEqual(25);
    expect(outcome.workerHours).toBeLessThan(24);
    expect(outcome.mostWorkers).toBeLessThanOrEqual(100);
    expect(new QueueModel(plan({ ...quiet, mostWaiting: 100 }), seededRandom(1)).run().refused).toBe(400);
  });
});
