import { agedPriority } from './aged-priority';

describe('the priority of a job that waits', () => {
  it.each([
    [0, 0, 0],
    [0, 999, 0],
    [0, 1000, 1],
    [8, 2500, 10],
    [0, 1_000_000, 10],
    [10, 5000, 10],
    [3, -5000, 3],
  ])('was %i and is, after %i ms at a step a second, %i', (priority, waited, expected) => {
    expect(agedPriority(priority, waited, 1000)).toBe(expected);
  });
});
