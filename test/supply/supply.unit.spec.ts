import { isAllowed } from './licences';
import { lockedPackages } from './lock-file';

describe('what comes from npm', () => {
  const packages = lockedPackages();

  it('is there only as the digest in the lock file says', () => {
    expect(packages.length).toBeGreaterThan(500);
    expect(packages.filter(({ integrity }) => integrity?.startsWith('sha512-') !== true)).toEqual([]);
  });

  it('may run with us by its licence', () => {
    const running = packages.filter(({ runs }) => runs);
    expect(running.length).toBeGreaterThan(50);
    expect(running.filter(({ licence }) => !isAllowed(licence)).map(({ path, licence }) => [path, licence])).toEqual(
      [],
    );
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['MIT AND GPL-3.0', false],
    ['AGPL-3.0-only', false],
    ['', false],
  ])('%s: %s', (expression, expected) => {
    expect(isAllowed(expression)).toBe(expected);
  });
});
