import { lineThrough, quantile, riseOf } from './line';

describe('the line through what was measured', () => {
  it('is the one that the points lie on', () => {
    expect(
      lineThrough([
        [1, 5],
        [2, 7],
        [4, 11],
      ]),
    ).toEqual({ start: 3, slope: 2 });
  });

  it('rises where values do, whatever they do between, and not where they only vary', () => {
    const noisy = (value: (at: number) => number): number =>
      riseOf(Array.from({ length: 100 }, (_, at) => [at, value(at) + (at % 2 === 0 ? 30 : -30)]));
    expect(noisy((at) => at)).toBeGreaterThan(90);
    expect(Math.abs(noisy(() => 500))).toBeLessThan(5);
  });

  it('is flat through one point, and through none', () => {
    expect([riseOf([[1, 1]]), riseOf([])]).toEqual([0, 0]);
  });

  it('knows what 99 of 100 are not above', () => {
    const values = Array.from({ length: 1000 }, (_, index) => 999 - index);
    expect([quantile(values, 0.99), quantile([], 0.99)]).toEqual([990, 0]);
  });
});
