import { CAPS, PARSE_LIMIT, STRING_PARSE_LIMIT, truncations } from './caps';

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

  it.each([
    ['exports', PARSE_LIMIT],
    ['strings', STRING_PARSE_LIMIT],
  ] as const)('give none where radare2 itself has stopped counting the %s', (section, limit) => {
    const [truncation] = truncations(section, list(CAPS[section], limit));
    expect(truncation).toMatchObject({ kept: 50_000 });
    expect(truncation).not.toHaveProperty('total');
  });
});
