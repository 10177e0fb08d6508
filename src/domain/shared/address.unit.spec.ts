import { address, addressesFrom } from './address';

describe('addresses from a first one on', () => {
  it.each([0n, 0x40_1000n, 2n ** 52n, 2n ** 52n + 1n, 0xffff_ffff_8000_0000n])('are exact behind %s', (first) => {
    const addressOf = addressesFrom(first);
    for (const distance of [0, 1, 0x7fff_ffff]) expect(addressOf(distance)).toBe(address(first + BigInt(distance)));
  });

  it('are none outside of 64 bits', () => {
    expect(() => addressesFrom(0x1000n)(-0x1001)).toThrow(RangeError);
    expect(() => addressesFrom(0xffff_ffff_ffff_ffffn)(1)).toThrow(RangeError);
  });
});
