import { count, location } from './decode';

describe('location', () => {
  it.each([
    ['0x401000', '0x401000'],
    ['0x0', '0x0'],
    [0x401000, '0x401000'],
    ['0x00AbC', '0xabc'],
    ['0xfffffffffffffffe', '0xfffffffffffffffe'],
  ])('is the address that %s says', (said, expected) => {
    expect(location(said)).toBe(expected);
  });

  it.each([
    '0xffffffffffffffff',
    '0xFFFFFFFFFFFFFFFF',
    '0x',
    '401000',
    '0x10000000000000000',
    '0x1\n',
    -1,
    1.5,
    2 ** 60,
    undefined,
  ])('is none for %p', (said) => {
    expect(location(said)).toBeUndefined();
  });
});

describe('count', () => {
  it.each([
    ['0x10', 16],
    [7, 7],
    ['0x1fffffffffffff', Number.MAX_SAFE_INTEGER],
    ['0x20000000000000', undefined],
    ['ten', undefined],
  ])('of %p is %p', (said, expected) => {
    expect(count(said)).toBe(expected);
  });
});
