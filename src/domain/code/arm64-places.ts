import { BRANCH } from './arm64-tables';

/** Bits that are no field of an address; the first that fits counts. Source: Arm ARM, C4.1. */
const FIELDS: readonly { readonly mask: number; readonly bits: number; readonly rest: number }[] = [
  // b, bl
  { mask: BRANCH.immediateMask, bits: BRANCH.immediate, rest: ~0x03ff_ffff },
  // b.cond, cbz, cbnz
  { mask: BRANCH.conditionMask, bits: BRANCH.condition, rest: ~0x00ff_ffe0 },
  { mask: BRANCH.zeroMask, bits: BRANCH.zero, rest: ~0x00ff_ffe0 },
  // tbz, tbnz
  { mask: BRANCH.bitMask, bits: BRANCH.bit, rest: ~0x0007_ffe0 },
  // adr, adrp
  { mask: 0x1f00_0000, bits: 0x1000_0000, rest: ~0x60ff_ffe0 },
  // add, sub of an immediate
  { mask: 0x1f80_0000, bits: 0x1100_0000, rest: ~0x003f_fc00 },
  // ldr of a literal
  { mask: 0x3b00_0000, bits: 0x1800_0000, rest: ~0x00ff_ffe0 },
  // ldr, str: of a pair, scaled, unscaled
  { mask: 0x3a00_0000, bits: 0x2800_0000, rest: ~0x003f_8000 },
  { mask: 0x3b00_0000, bits: 0x3900_0000, rest: ~0x003f_fc00 },
  { mask: 0x3b20_0000, bits: 0x3800_0000, rest: ~0x001f_f000 },
];

/** An instruction that names bits of an address, with zeros for them. */
export function withoutPlace(word: number): number {
  for (const { mask, bits, rest } of FIELDS) if ((word & mask) === bits) return word & rest;
  return word;
}
