import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { TimedPatterns } from './timed-patterns';

it('refuses a pattern once the time of its question is over', () => {
  let time = 0;
  const patterns = new TimedPatterns(PATTERN_ENGINE, () => time);
  const compilation = patterns.compile('^ab+$');
  const test = (): boolean | undefined => ('pattern' in compilation ? compilation.pattern.test('abb') : undefined);
  patterns.begin();
  time = 4999;
  expect(test()).toBe(true);
  time = 5001;
  expect(test).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
  patterns.begin();
  expect(test()).toBe(true);
  expect(patterns.compile('(')).toHaveProperty('fault');
});
