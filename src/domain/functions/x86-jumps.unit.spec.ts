import type { Bits } from '#domain/shared/executable-header';
import { x86Jumps } from './x86-jumps';

const jumps = (bytes: readonly number[], at: bigint, bits: Bits = 64): readonly string[] =>
  [...x86Jumps(Uint8Array.from(bytes), at, bits)].map(({ from, to }) => `${from.toString(16)} ${to.toString(16)}`);

describe('jumps of x86', () => {
  it('lead from the byte behind them', () => {
    expect(jumps([0xe9, 0x3b, 0xfe, 0xff, 0xff], 0x40_1220n)).toEqual(['401220 401060']);
    expect(jumps([0x90, 0xe9, 0x10, 0, 0, 0], 0x1000n)).toEqual(['1001 1016']);
  });

  it('may begin at any byte', () => {
    expect(jumps([0xe9, 0xe9, 0, 0, 0, 0], 0n)).toEqual(['0 ee', '1 6']);
  });

  it('stay within the address space', () => {
    expect(jumps([0xe9, 0xf0, 0xff, 0xff, 0xff], 0n, 32)).toEqual(['0 fffffff5']);
    expect(jumps([0xe9, 0xf0, 0xff, 0xff, 0xff], 0n)).toEqual(['0 fffffffffffffff5']);
  });

  it('are whole', () => {
    expect(jumps([0xe9, 0, 0, 0], 0n)).toEqual([]);
    expect(jumps([], 0n)).toEqual([]);
  });
});
