import { MB } from '#domain/shared/quantities';
import { priorityScore } from './priority-score';
import { capabilitiesOf, JOB_SIZES, lacking, needsOf, WORKER_CAPABILITIES } from './worker-capability';

describe('what jobs need of workers', () => {
  it.each([
    ['quick', 1, []],
    ['quick', 11 * MB, ['medium-memory']],
    ['standard', 10 * MB, ['code']],
    ['standard', 50 * MB, ['code', 'medium-memory']],
    ['standard', 50 * MB + 1, ['code', 'large-memory']],
    ['comprehensive', MB, ['code']],
    ['comprehensive', MB + 1, ['code', 'medium-memory']],
    ['comprehensive', 6 * MB, ['code', 'large-memory']],
  ] as const)('is, of one of %s depth and %i bytes, %j', (depth, size, needs) => {
    expect(needsOf({ depth, size })).toEqual(needs);
  });

  it('is all met by a worker as it comes', () => {
    const all = capabilitiesOf({ takesCode: true, largestJobs: 'large' });
    expect(all).toEqual(WORKER_CAPABILITIES);
    expect(lacking(all, needsOf({ depth: 'comprehensive', size: 500 * MB }))).toEqual([]);
  });

  it('grows with the memory of a worker', () => {
    const sizes = [1, 20 * MB, 60 * MB];
    const taken = JOB_SIZES.map((largestJobs) => {
      const has = capabilitiesOf({ takesCode: false, largestJobs });
      return sizes.filter((size) => lacking(has, needsOf({ depth: 'quick', size })).length === 0).length;
    });
    expect(taken).toEqual([1, 2, 3]);
  });

  it('is lacked where only a later version knows it', () => {
    expect(lacking(WORKER_CAPABILITIES, ['code', 'gpu'])).toEqual(['gpu']);
  });
});

describe('the score of a job', () => {
  it('puts the more urgent first, and equals in order of arrival, without losing a millisecond', () => {
    const now = Date.UTC(2100, 0, 1);
    const jobs = [
      [10, now + 1],
      [9, now],
      [9, now + 1],
      [0, now - 1],
      [0, now],
    ] as const;
    const scores = jobs.map(([priority, at]) => priorityScore(priority, at));
    expect([...scores].sort((one, other) => one - other)).toEqual(scores);
    expect(new Set(scores).size).toBe(5);
    expect(scores.every(Number.isSafeInteger)).toBe(true);
  });
});
