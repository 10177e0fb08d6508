/** Masks of bits, and what is in them, of the instructions that branch. Source: Arm ARM (DDI 0487), C4.1.66. */
export const BRANCH = {
  /** B, BL. */
  immediateMask: 0x7c00_0000,
  immediate: 0x1400_0000,
  /** CBZ, CBNZ. */
  zeroMask: 0x7e00_0000,
  zero: 0x3400_0000,
  /** TBZ, TBNZ. */
  bitMask: 0x7e00_0000,
  bit: 0x3600_0000,
  /** B.cond, BC.cond. */
  conditionMask: 0xff00_0000 | 0,
  condition: 0x5400_0000,
  /** BR, BLR, RET and their like. */
  registerMask: 0xfe00_0000 | 0,
  register: 0xd600_0000 | 0,
} as const;

/**
 * A bit for each value of an instruction's upper 11 bits, the first of a digit its highest: whether any instruction has them. As
 * LLVM 14 knows Armv9.3-A with its extensions, and with what came since in groups of the same form; all of SVE. Reserved words,
 * branches and system instructions are not told by it.
 */
const GROUPS =
  '00000000ffff0000ff00ffe8aafffffffff2cc8800000000ffff8a80fffff3f3' +
  '00000000ffff0000ffffffe8fffffffcfff0c08000000000ffffa000ffff0000' +
  '00000000ffff0000ff00ffe8aafffffffff0cc8000000000ffff8a00fffff7fe' +
  '00000000ffff00000fffffe8fffffffefff0cc0000000000ffffa000f0f07ffe' +
  '00000000ffff0000ff00ffe800000000fffeff3200000000ffff8ae6fffff700' +
  '00000000ffff0000ffffffe8ffff0000fff0f03000000000fdfca200f0f00000' +
  '00000000ffff0000ff00ffe80000fa00fffcff3000000000ffff8a0000ff0000' +
  '00000000ffff00000000ffe800000000fff0ff0c00000000fdfca000f0f00000';

export const ALLOCATED = Uint8Array.from({ length: GROUPS.length * 4 }, (_, bits) => {
  return (Number.parseInt(GROUPS.charAt(bits >> 2), 16) >> (3 - (bits & 3))) & 1;
});

/** Hints, barriers, MSR and MRS, SYS and SYSL: whether a word that begins as they do is one. */
export function isPlainSystem(word: number): boolean {
  // Bits 20 and 19: with either, what follows names a register or an operation, of which there are ever more.
  if ((word & 0x18_0000) !== 0) return true;
  const isOfUser = (word & 0x7_0000) === 0x3_0000;
  const area = (word >>> 12) & 15;
  // Of those that read, there is TSTART and TTEST.
  if ((word & 0x20_0000) !== 0) return isOfUser && area === 3;
  // WFET and WFIT name a register.
  if (area === 1) return isOfUser;
  return (word & 31) === 31 && (area === 4 || (isOfUser && (area === 2 || area === 3)));
}
