import type { Section } from '#domain/document/sections';
import { address } from '#domain/shared/address';
import { CodeMap } from './code-map';

const code = (start: bigint, size: number, permissions = 'r-x'): Section => ({
  name: '.text',
  address: address(start),
  offset: address(0),
  size,
  virtual_size: size,
  permissions,
});

describe('a map of executable memory', () => {
  const HIGH = 0xffff_ffff_8000_0000n;
  const BEYOND = 2n ** 53n;

  it.each([
    ['low', 0x1000n],
    ['around what numbers are exact', BEYOND - 0x100n],
    ['high', HIGH],
  ])('knows the first and the last byte of a range at %s addresses', (_, start) => {
    const map = new CodeMap([code(start, 0x100), code(start + 0x200n, 0x10), code(start + 0x400n, 0x10, 'rw-')], []);
    const held = [-1n, 0n, 0xffn, 0x100n, 0x1ffn, 0x200n, 0x20fn, 0x210n, 0x400n].filter((at) =>
      map.holds(address(start + at)),
    );
    expect(held).toEqual([0n, 0xffn, 0x200n, 0x20fn]);
    expect(map.sizeWithin(start + 0xf0n, start + 0x208n)).toBe(0x18n);
  });

  it('takes no address far beyond low ranges for one of theirs', () => {
    const map = new CodeMap([code(BEYOND - 0x10n, 0xf)], []);
    expect([BEYOND - 2n, BEYOND - 1n, BEYOND, BEYOND + 1n, HIGH].map((at) => map.holds(address(at)))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('holds everything where nothing is known to be executable', () => {
    expect(new CodeMap([code(0n, 16, 'rw-')], []).holds(address(HIGH))).toBe(true);
  });
});
