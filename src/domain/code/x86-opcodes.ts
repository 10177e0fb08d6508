/** Opcodes by which addresses are computed, as `X86Decoder.opcode` has them. Source: Intel SDM volume 2. */
export const X86 = {
  addToRm: 0x01,
  addToReg: 0x03,
  andImmediate: 0x25,
  compareByte: 0x3c,
  compare: 0x3d,
  pushFirst: 0x50,
  popFirst: 0x58,
  popLast: 0x5f,
  moveSigned32: 0x63,
  pushNumber: 0x68,
  pushByte: 0x6a,
  immediate32: 0x81,
  immediate8: 0x83,
  immediateByte: 0x80,
  moveToRm: 0x89,
  moveToReg: 0x8b,
  lea: 0x8d,
  signExtend: 0x98,
  leave: 0xc9,
  moveImmediateFirst: 0xb8,
  moveImmediateLast: 0xbf,
  group5: 0xff,
  nop: 0x90,
  longNop: 0x11f,
  breakpoint: 0xcc,
  zeroExtend8: 0x1b6,
  zeroExtend16: 0x1b7,
  signExtend8: 0x1be,
  signExtend16: 0x1bf,
} as const;

/** Low four bits of a branch's opcode: below, not below, below or equal, above. */
export const CONDITION = { below: 2, notBelow: 3, belowOrEqual: 6, above: 7 } as const;
/** Of `group5`: which operation. */
export const PUSH = 6;
/** Of the groups with an immediate: which operation. */
export const GROUP1 = { add: 0, and: 4, subtract: 5, compare: 7 } as const;

/** What functions begin with, as GCC, Clang and Visual C++ make them. */
export const PRELUDES_32: readonly (readonly number[])[] = [
  // endbr32; push ebp and mov ebp, esp in both forms; mov edi, edi and push ebp
  [0xf3, 0x0f, 0x1e, 0xfb],
  [0x55, 0x89, 0xe5],
  [0x55, 0x8b, 0xec],
  [0x8b, 0xff, 0x55],
  // push of several registers; push and sub esp
  [0x55, 0x57, 0x56],
  [0x57, 0x56, 0x53],
  [0x56, 0x53, 0x83, 0xec],
  [0x53, 0x83, 0xec],
];
export const PRELUDES_64: readonly (readonly number[])[] = [
  // endbr64; push rbp and mov rbp, rsp in both forms
  [0xf3, 0x0f, 0x1e, 0xfa],
  [0x55, 0x48, 0x89, 0xe5],
  [0x55, 0x48, 0x8b, 0xec],
  // push of several registers; push rbx and sub rsp
  [0x41, 0x57, 0x41, 0x56],
  [0x41, 0x56, 0x41, 0x55],
  [0x41, 0x55, 0x41, 0x54],
  [0x41, 0x54, 0x55],
  [0x55, 0x53, 0x48],
  [0x53, 0x48, 0x83, 0xec],
  [0x40, 0x53, 0x48, 0x83, 0xec],
  // mov [rsp+8], rbx and others of Visual C++
  [0x48, 0x89, 0x5c, 0x24, 0x08],
  [0x48, 0x8b, 0xc4],
  [0x4c, 0x8b, 0xdc],
];
