import { Arm64Pairs } from './arm64-pairs';

const code = (...words: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  for (const [index, word] of words.entries()) view.setUint32(index * 4, word, true);
  return new Uint8Array(view.buffer);
};
const hex = ({ from, to }: { from: bigint; to: bigint }): string => `${from.toString(16)} ${to.toString(16)}`;
const pairs = (bytes: Uint8Array, at = 0x41_0000n): readonly string[] => [...new Arm64Pairs().in(bytes, at)].map(hex);

// As an assembler writes them at 0x410000.
const ADRP_X0_NEXT_PAGE = 0xb0000000;
const ADRP_X0_PAGE_BEFORE = 0xf0ffffe0;
const ADD_X1_X0_0X10 = 0x91004001;
const LDR_X1_X0_0X10 = 0xf9400801;
const RET = 0xd65f03c0;
const NOP = 0xd503201f;

describe('address pairs of ARM64', () => {
  it('are a page and a place in it', () => {
    expect(pairs(code(ADRP_X0_NEXT_PAGE, NOP, ADD_X1_X0_0X10))).toEqual(['410008 411010']);
    expect(pairs(code(ADRP_X0_NEXT_PAGE, LDR_X1_X0_0X10))).toEqual(['410004 411010']);
  });

  it('may lie before the code', () => {
    expect(pairs(code(ADRP_X0_PAGE_BEFORE, ADD_X1_X0_0X10))).toEqual(['410004 40f010']);
  });

  it('need a page of the same function', () => {
    expect(pairs(code(ADD_X1_X0_0X10))).toEqual([]);
    expect(pairs(code(ADRP_X0_NEXT_PAGE, RET, ADD_X1_X0_0X10))).toEqual([]);
  });

  it('may be read in pieces', () => {
    const reader = new Arm64Pairs();
    expect([...reader.in(code(ADRP_X0_NEXT_PAGE), 0x41_0000n)]).toEqual([]);
    expect([...reader.in(code(ADD_X1_X0_0X10), 0x41_0004n)].map(hex)).toEqual(['410004 411010']);
  });

  it('stay within 64 bits, and leave half instructions out', () => {
    expect(pairs(code(ADRP_X0_NEXT_PAGE, ADD_X1_X0_0X10), 0xffff_ffff_ffff_f000n)).toEqual(['fffffffffffff004 10']);
    expect(pairs(new Uint8Array(3))).toEqual([]);
  });
});
