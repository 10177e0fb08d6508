import { CAPS, PARSE_LIMIT, truncations } from './caps';

const list = (kept: number, total: number): { items: readonly number[]; total: number } => ({
  items: Array.from({ length: kept }, (_, index) => index),
  total,
});

describe('truncations', () => {
  it('say nothing of a list that is whole', () => {
    expect(truncations('strings', list(10, 10))).toEqual([]);
  });

  it('give the true total where it is known', () => {
    expect(truncations('exports', list(CAPS.exports, 60_000))).toEqual([
      { section: 'exports', kept: 50_000, total: 60_000, reason: 'A document holds 50000 of them.' },
    ]);
  });

  it('give none where radare2 itself has stopped counting', () => {
    const [truncation] = truncations('exports', list(CAPS.exports, PARSE_LIMIT));
    expect(truncation).toMatchObject({ kept: 50_000 });
    expect(truncation).not.toHaveProperty('total');
  });

  it('know how many strings there are, however many', () => {
    expect(truncations('strings', list(CAPS.strings, 2_000_000))).toMatchObject([{ kept: 50_000, total: 2_000_000 }]);
  });
});
