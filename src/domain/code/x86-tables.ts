import type { Flow } from './flow';
import { FLOW } from './flow';

/** What follows ModRM, or the opcode without one. */
export const REST = {
  nothing: 0,
  imm8: 1,
  imm16: 2,
  /** imm16 or imm32, by the operand size. */
  immZ: 3,
  /** The same, or imm64. */
  immV: 4,
  /** An absolute address. */
  offset: 5,
  near8: 6,
  nearZ: 7,
  farPointer: 8,
  /** imm16 and imm8. */
  enter: 9,
  /** For the first two of a group only. */
  group8: 10,
  groupZ: 11,
  prefix: 12,
  none: 13,
  twoByteMap: 14,
  map38: 15,
  map3a: 16,
} as const;
/** Set beside a `REST` where ModRM is. */
export const HAS_MODRM = 0x80;

/** A letter for each kind of opcode in the tables below. */
const LETTERS: Readonly<Record<string, number>> = {
  '.': REST.nothing,
  b: REST.imm8,
  w: REST.imm16,
  z: REST.immZ,
  v: REST.immV,
  o: REST.offset,
  r: REST.near8,
  R: REST.nearZ,
  f: REST.farPointer,
  e: REST.enter,
  m: HAS_MODRM,
  B: HAS_MODRM | REST.imm8,
  Z: HAS_MODRM | REST.immZ,
  g: HAS_MODRM | REST.group8,
  G: HAS_MODRM | REST.groupZ,
  p: REST.prefix,
  x: REST.none,
  '2': REST.twoByteMap,
  '3': REST.map38,
  '4': REST.map3a,
};
const table = (letters: string): Uint8Array => Uint8Array.from(letters, (letter) => LETTERS[letter] ?? REST.none);

/** Of the 256 opcodes of a map. Source: Intel SDM volume 2, appendix A; AMD APM volume 3. */
export const ONE_BYTE = table(
  'mmmmbz..mmmmbz.2' +
    'mmmmbz..mmmmbz..' +
    'mmmmbzp.mmmmbzp.' +
    'mmmmbzp.mmmmbzp.' +
    '................' +
    '................' +
    '..mmppppzZbB....' +
    'rrrrrrrrrrrrrrrr' +
    'BZBBmmmmmmmmmmmm' +
    '..........f.....' +
    'oooo....bz......' +
    'bbbbbbbbvvvvvvvv' +
    'BBw.mmBZe.w..b..' +
    'mmmmbb..mmmmmmmm' +
    'rrrrbbbbRRfr....' +
    'p.pp..gG......mm',
);

/** Of `0F`. */
export const TWO_BYTE = table(
  'mmmmx.....x.xm.B' +
    'mmmmmmmmmmmmmmmm' +
    'mmmmxxxxmmmmmmmm' +
    '......x.3x4xxxxx' +
    'mmmmmmmmmmmmmmmm' +
    'mmmmmmmmmmmmmmmm' +
    'mmmmmmmmmmmmmmmm' +
    'BBBBmmm.mmxxmmmm' +
    'RRRRRRRRRRRRRRRR' +
    'mmmmmmmmmmmmmmmm' +
    '...mBmxx...mBmmm' +
    'mmmmmmmmmmBmmmmm' +
    'mmBmBBBm........' +
    'mmmmmmmmmmmmmmmm' +
    'mmmmmmmmmmmmmmmm' +
    'mmmmmmmmmmmmmmmm',
);

/** Opcodes of the first map that are none in 64 bits, or another thing. */
export const NOT_IN_64 = new Set([
  ...[0x06, 0x07, 0x0e, 0x16, 0x17, 0x1e, 0x1f, 0x27, 0x2f, 0x37, 0x3f, 0x60, 0x61, 0x82, 0x9a, 0xce, 0xd4, 0xd5, 0xd6],
  0xea,
]);

/** `int 29h` of Windows ends the process. */
export const FAST_FAIL = 0x29;
/** Of opcodes of one byte. */
export const FLOW_OF: Readonly<Partial<Record<number, Flow>>> = {
  0xe8: FLOW.call,
  0xe9: FLOW.jump,
  0xeb: FLOW.jump,
  0xc2: FLOW.return,
  0xc3: FLOW.return,
  0xca: FLOW.return,
  0xcb: FLOW.return,
  0xcf: FLOW.return,
  0xcc: FLOW.stop,
  0xf4: FLOW.stop,
};
/** Of FF: increment, decrement, call, far call, jump, far jump, push. */
export const INDIRECT = [
  FLOW.next,
  FLOW.next,
  FLOW.indirectCall,
  FLOW.indirectCall,
  FLOW.indirectJump,
  FLOW.indirectJump,
  FLOW.next,
  FLOW.next,
] as const;

/** Numbers of the maps, before the opcode in `opcode`. */
export const MAP = { one: 0, two: 1, three38: 2, three3a: 3 } as const;
