import { Arm64Run } from '#domain/code/arm64-run';

/** Words as LLVM 14 assembles them. */
const I = {
  'adrp x0, page': 0xb0000000,
  'adrp x8, page': 0xb0000008,
  'adrp x16, page': 0xb0000010,
  'adrp x19, page': 0xb0000013,
  'add x0, x0, #0x123': 0x91048c00,
  'add x0, x1, #8': 0x91002020,
  'add x1, x1, #8': 0x91002021,
  'add x0, x19, #8': 0x91002260,
  'add x8, x8, #0x10': 0x91004108,
  'add x16, x16, #8': 0x91002210,
  'add x19, x19, #0x10': 0x91004273,
  'adr x2, #-8': 0x10ffffc2,
  'adr x10, #12': 0x1000006a,
  'mov x1, x0': 0xaa0003e1,
  'mov w1, w0': 0x2a0003e1,
  'mov x0, #0x5678': 0xd28acf00,
  'movk x0, #0x41, lsl #16': 0xf2a00820,
  'movk x0, #1, lsl #32': 0xf2c00020,
  'mov w0, #0x5678': 0x528acf00,
  'movk w0, #0x41, lsl #16': 0x72a00820,
  'ldr x0, [x0]': 0xf9400000,
  'ldr x1, [x0, #8]': 0xf9400401,
  'ldr x1, [x0], #8': 0xf8408401,
  'strb w1, [x0, #4]': 0x39001001,
  'ldr q0, [x0, #32]': 0x3dc00800,
  'ldp x2, x3, [x0, #16]': 0xa9410c02,
  'prfm pldl1keep, [x0, #8]': 0xf9800400,
  'ldr x8, [x8, #16]': 0xf9400908,
  'ldr x16, #8': 0x58000050,
  'ldr x17, [x16, #8]': 0xf9400611,
  'ldrb w9, [x8, x9]': 0x38696909,
  'ldrb w9, [x19, x9]': 0x38696a69,
  'ldrsw x9, [x8, x9, lsl #2]': 0xb8a97909,
  'ldr x9, [x8, x9, lsl #3]': 0xf8697909,
  'add x8, x8, x9': 0x8b090108,
  'add x10, x10, x9, lsl #2': 0x8b09094a,
  'ldrb w1, [x0, w24, uxtw]': 0x38784801,
  'adr x2, #12': 0x10000062,
  'add x1, x2, w1, sxtb #2': 0x8b218841,
  'cmp w24, #3': 0x71000f1f,
  'cmp x9, #7': 0xf1001d3f,
  'and w9, w9, #7': 0x12000929,
  'csel x9, x9, xzr, ls': 0x9a9f9129,
  'mov w9, w24': 0x2a1803e9,
  'b.hi #64': 0x54000208,
  'b.ls #8': 0x54000049,
  'bl #64': 0x94000010,
  'blr x8': 0xd63f0100,
  'br x1': 0xd61f0020,
  'br x8': 0xd61f0100,
  'br x9': 0xd61f0120,
  'br x10': 0xd61f0140,
  'br x16': 0xd61f0200,
  'br x17': 0xd61f0220,
  ret: 0xd65f03c0,
  'sub sp, sp, #128': 0xd10203ff,
  'str x8, [sp, #104]': 0xf90037e8,
  'ldr x8, [sp, #104]': 0xf94037e8,
  'stp x19, x20, [sp, #-32]!': 0xa9be53f3,
  'ldp x19, x20, [sp], #32': 0xa8c253f3,
} as const;
export type Text = keyof typeof I;

export const ADDRESS = 0x41_cec0;
/** Of the page that ADRP names here. */
export const PAGE = 0x41_d000 - ADDRESS;

export function codeOf(texts: readonly Text[]): Buffer {
  const code = Buffer.alloc(texts.length * 4);
  texts.forEach((text, index) => code.writeUInt32LE(I[text], index * 4));
  return code;
}

/** After the last of the instructions, all run one behind the other. */
export function ran(texts: readonly Text[], address = BigInt(ADDRESS)): Arm64Run {
  const run = new Arm64Run(codeOf(texts), address);
  run.begin(true);
  texts.forEach((_, index) => run.step(index * 4));
  return run;
}

/** After the last: as runs of blocks, each from an index to the next one's, in this order; those behind the first begin anew. */
export function ranInBlocks(texts: readonly Text[], starts: readonly number[]): Arm64Run {
  const run = new Arm64Run(codeOf(texts), BigInt(ADDRESS));
  starts.forEach((start, index) => {
    run.begin(index === 0);
    for (let at = start; at < texts.length && (at === start || !starts.includes(at)); at++) run.step(at * 4);
  });
  return run;
}
