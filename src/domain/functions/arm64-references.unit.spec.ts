import { address } from '#domain/shared/address';
import { Arm64References, namesPage } from './arm64-references';

const code = (...words: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  for (const [index, word] of words.entries()) view.setUint32(index * 4, word, true);
  return new Uint8Array(view.buffer);
};
const hex = ({ from, to }: { from: bigint; to: bigint }): string => `${from.toString(16)} ${to.toString(16)}`;
const pairs = (bytes: Uint8Array, at = 0x41_0000n): readonly string[] =>
  [...new Arm64References().in(bytes, at)].map(hex);

// As an assembler writes them at 0x410000.
const ADRP_X0_NEXT_PAGE = 0xb0000000;
const ADRP_X0_PAGE_BEFORE = 0xf0ffffe0;
const ADD_X1_X0_0X10 = 0x91004001;
const LDR_X1_X0_0X10 = 0xf9400801;
const RET = 0xd65f03c0;
const NOP = 0xd503201f;

describe('references in code of ARM64', () => {
  it('are a page and a place in it', () => {
    expect(pairs(code(ADRP_X0_NEXT_PAGE, NOP, ADD_X1_X0_0X10))).toEqual(['410008 411010']);
    expect(pairs(code(ADRP_X0_NEXT_PAGE, LDR_X1_X0_0X10))).toEqual(['410004 411010']);
  });

  it('are no pages alone', () => {
    expect(pairs(code(ADRP_X0_NEXT_PAGE, NOP))).toEqual([]);
    expect(namesPage({ kind: 'data', to: address(0x41_1000) })).toBe(true);
    expect(namesPage({ kind: 'data', to: address(0x41_1010) })).toBe(false);
    expect(namesPage({ kind: 'call', to: address(0x41_1000) })).toBe(false);
  });

  it('are the targets of branches, forwards and backwards', () => {
    const references = [...new Arm64References().in(code(0x14000004, 0x17ffffff), 0x41_0000n)];
    expect(references.map(hex)).toEqual(['410000 410010', '410004 410000']);
    expect(references[0]?.kind).toBe('jump');
  });

  it('may lie before the code', () => {
    expect(pairs(code(ADRP_X0_PAGE_BEFORE, ADD_X1_X0_0X10))).toEqual(['410004 40f010']);
  });

  it('need a page of the same function', () => {
    expect(pairs(code(ADD_X1_X0_0X10))).toEqual([]);
    expect(pairs(code(ADRP_X0_NEXT_PAGE, RET, ADD_X1_X0_0X10))).toEqual([]);
  });

  it('may be read in pieces', () => {
    const reader = new Arm64References();
    expect([...reader.in(code(ADRP_X0_NEXT_PAGE), 0x41_0000n)]).toEqual([]);
    expect([...reader.in(code(ADD_X1_X0_0X10), 0x41_0004n)].map(hex)).toEqual(['410004 411010']);
  });

  it('stay within 64 bits, and leave half instructions out', () => {
    expect(pairs(code(ADRP_X0_NEXT_PAGE, ADD_X1_X0_0X10), 0xffff_ffff_ffff_f000n)).toEqual(['fffffffffffff004 10']);
    expect(pairs(new Uint8Array(3))).toEqual([]);
  });
});
