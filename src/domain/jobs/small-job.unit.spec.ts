import { MB } from '#domain/shared/quantities';
import { isSmallJob } from './small-job';

describe('a small job', () => {
  it.each([
    ['quick', 10 * MB, true],
    ['standard', 10 * MB, true],
    ['standard', 10 * MB + 1, false],
    ['comprehensive', MB, true],
    ['comprehensive', MB + 1, false],
  ] as const)('at %s depth may have so many bytes: %d is %s', (depth, size, small) => {
    expect(isSmallJob({ depth, size }, 10 * MB)).toBe(small);
  });
});
