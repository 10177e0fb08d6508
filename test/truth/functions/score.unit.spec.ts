import { score, shareOf, withoutWrong } from './score';

const truth = {
  functions: new Set([0x10n, 0x20n, 0x30n]),
  isNeutral: (address: bigint) => address === 0x28n,
  sizes: new Map([
    [0x10n, 0x10n],
    [0x20n, 0x08n],
  ]),
};

describe('the score of a list of functions', () => {
  it('is what it has of the truth, and what it has beside it', () => {
    expect(score(new Set([0x10n, 0x20n, 0x24n, 0x28n]), truth)).toEqual({
      truth: 3,
      listed: 3,
      recall: 2 / 3,
      precision: 2 / 3,
      missed: [0x30n],
      wrong: [0x24n],
    });
  });

  it('is whole where there is nothing', () => {
    const { recall, precision } = score(new Set(), { ...truth, functions: new Set() });
    expect([recall, precision]).toEqual([1, 1]);
  });

  it('against another list is the share of that one', () => {
    expect(shareOf(new Set([1n, 2n, 3n, 4n]), new Set([1n, 2n, 9n]))).toBe(0.5);
    expect(shareOf(new Set(), new Set())).toBe(1);
  });
});

describe('what another list has right', () => {
  const other = new Set([0x10n, 0x14n, 0x20n, 0x28n, 0x40n]);

  it('are the functions and what cannot be told, where all symbols are known', () => {
    expect([...withoutWrong(other, truth, true)]).toEqual([0x10n, 0x20n, 0x28n]);
  });

  it('is all that does not begin within a function, where only some are', () => {
    expect([...withoutWrong(other, truth, false)]).toEqual([0x10n, 0x20n, 0x28n, 0x40n]);
  });
});
