import type { Bits } from '#domain/shared/executable-header';
import type { Flow } from './flow';
import { FLOW } from './flow';
import { InstructionBytes } from './instruction-bytes';
import { FAST_FAIL, FLOW_OF, HAS_MODRM, INDIRECT, MAP, NOT_IN_64, ONE_BYTE, REST, TWO_BYTE } from './x86-tables';

/** In `base` and `index`: none of the registers. */
export const NO_REGISTER = -1;

const MODRM_IMM8 = HAS_MODRM | REST.imm8;
const MODRM_IMMZ = HAS_MODRM | REST.immZ;
/**
 * Decodes one instruction of x86 or x86-64 after the other into its own fields: its length, what it does to the flow of control, and
 * what it refers to. It knows no names of instructions. Any bytes give an answer in time that 15 bytes bound.
 */
export class X86Decoder extends InstructionBytes {
  /** Bytes; 0 where there is no instruction, or not all of it. */
  length = 0;
  flow: Flow = FLOW.next;
  /** Map (as `MAP`) << 8 | opcode. Of instructions with a VEX, EVEX or XOP prefix, with 0x1000 added. */
  opcode = 0;
  /** Of a direct jump, branch or call: where it leads, as an offset into the code, that may lie outside of it. */
  target = 0;
  /** Of an opcode that holds a register: which, with the bit of REX. */
  get low(): number {
    return (this.opcode & 7) | ((this.rex & 1) << 3);
  }

  /** ModRM's fields with the bits of REX; -1 without ModRM. */
  reg = NO_REGISTER;
  rm = NO_REGISTER;
  /** Whether ModRM names memory: at `base` + `index` << `scale` + `disp`. */
  hasMemory = false;
  base = NO_REGISTER;
  index = NO_REGISTER;
  scale = 0;
  disp = 0;
  /** The address is `disp` bytes behind the instruction. */
  isRelative = false;
  /** Signed, as far as 53 bits carry it; 0 without. */
  immediate = 0;
  /** Bytes of it. */
  immediateSize = 0;
  /** REX.W or its like. */
  isWide = false;
  /** An operand size of 16 bits (prefix 66). */
  isShort = false;
  /** fs or gs: an address in them is none of the image. */
  hasThreadSegment = false;
  /** F2 or F3; else 0. */
  repeat = 0;

  private rex = 0;
  private is16Bit = false;
  private readonly is64: boolean;

  constructor(code: Uint8Array, bits: Bits) {
    super(code);
    this.is64 = bits === 64;
  }

  /** @param offset into the code. @returns the length, 0 where there is no instruction. */
  decode(offset: number): number {
    this.reset(offset);
    this.length = this.read() && this.isWhole ? this.at - offset : 0;
    return this.length;
  }

  private reset(offset: number): void {
    this.beginAt(offset);
    this.flow = FLOW.next;
    this.reg = this.rm = this.base = this.index = NO_REGISTER;
    this.opcode = this.target = this.scale = this.disp = this.immediate = this.immediateSize = 0;
    this.rex = this.repeat = 0;
    this.hasMemory = this.isRelative = this.isWide = this.isShort = this.hasThreadSegment = this.is16Bit = false;
  }

  private read(): boolean {
    let byte = this.next();
    while (ONE_BYTE[byte] === REST.prefix && this.isWhole) {
      this.prefix(byte);
      byte = this.next();
    }
    if (this.is64 && byte >> 4 === 4) {
      this.rex = byte;
      this.isWide = (byte & 8) !== 0;
      byte = this.next();
      // A prefix behind REX takes its effect away, which no compiler does.
      if (ONE_BYTE[byte] === REST.prefix || byte >> 4 === 4) return false;
    }
    if (this.isVex(byte)) return this.vex(byte);
    if (ONE_BYTE[byte] === REST.twoByteMap) return this.twoByte();
    if (this.is64 && NOT_IN_64.has(byte)) return false;
    this.opcode = byte;
    return this.operands(ONE_BYTE[byte] ?? REST.none) && this.oneByteFlow(byte);
  }

  private prefix(byte: number): void {
    if (byte === 0x66) this.isShort = true;
    else if (byte === 0x67) this.is16Bit = !this.is64;
    else if (byte >= 0xf2) this.repeat = byte;
    else if (byte === 0x64 || byte === 0x65) this.hasThreadSegment = true;
  }

  private twoByte(): boolean {
    const byte = this.next();
    const kind = TWO_BYTE[byte] ?? REST.none;
    if (kind === REST.map38 || kind === REST.map3a) {
      const map = kind === REST.map38 ? MAP.three38 : MAP.three3a;
      this.opcode = (map << 8) | this.next();
      return this.operands(kind === REST.map38 ? HAS_MODRM : MODRM_IMM8);
    }
    if (kind === REST.none) return false;
    this.opcode = (MAP.two << 8) | byte;
    if (!this.operands(kind)) return false;
    if (byte >> 4 === 8) this.flow = FLOW.branch;
    else if (byte === 0x0b || byte === 0xb9 || byte === 0xff) this.flow = FLOW.stop;
    return true;
  }

  /** C4, C5 and 62 are other instructions in 32 bits where what follows could not be a ModRM of registers; 8F is POP there. */
  private isVex(byte: number): boolean {
    if (byte !== 0xc4 && byte !== 0xc5 && byte !== 0x62 && byte !== 0x8f) return false;
    const second = this.code[this.at] ?? 0;
    if (byte === 0x8f) return (second & 0x1f) >= 8;
    return this.is64 || second >> 6 === 3;
  }

  private vex(byte: number): boolean {
    const first = this.next();
    let map = 1;
    if (byte === 0xc5) this.rex = (first & 0x80) === 0 ? 4 : 0;
    else {
      map = first & (byte === 0x62 ? 7 : 0x1f);
      this.rex = (~first >> 5) & 7;
      const second = this.next();
      this.isWide = (second & 0x80) !== 0;
      if (byte === 0x62) this.next();
    }
    const opcode = this.next();
    this.opcode = 0x1000 | (Math.min(map, 15) << 8) | opcode;
    if (byte === 0x8f) return map <= 10 && this.operands(map === 8 ? MODRM_IMM8 : map === 9 ? HAS_MODRM : MODRM_IMMZ);
    if (map === 3) return this.operands(MODRM_IMM8);
    if (map === 1) return this.vexTwoByte(opcode);
    return (map === 2 || (byte === 0x62 && (map === 5 || map === 6))) && this.operands(HAS_MODRM);
  }

  private vexTwoByte(opcode: number): boolean {
    const kind = TWO_BYTE[opcode] ?? REST.none;
    return this.operands(kind === MODRM_IMM8 || opcode === 0x77 ? kind : HAS_MODRM);
  }

  private operands(kind: number): boolean {
    if ((kind & HAS_MODRM) !== 0) this.modrm();
    const rest = kind & ~HAS_MODRM;
    if (rest !== REST.nothing) this.trailing(rest);
    return true;
  }

  private trailing(rest: number): void {
    if (rest === REST.near8) this.near(1);
    else if (rest === REST.nearZ) this.near(this.isShort && !this.is64 ? 2 : 4);
    else if (rest === REST.enter) this.skip(3);
    else if (rest === REST.farPointer) this.skip(this.sizeZ() + 2);
    else this.immediateOf(this.immediateBytes(rest));
  }

  private immediateBytes(rest: number): number {
    switch (rest) {
      case REST.imm8:
        return 1;
      case REST.imm16:
        return 2;
      case REST.immZ:
        return this.sizeZ();
      case REST.immV:
        return this.isWide ? 8 : this.sizeZ();
      case REST.offset:
        return this.is64 ? 8 : this.is16Bit ? 2 : 4;
      case REST.group8:
        return (this.reg & 7) > 1 ? 0 : 1;
      default:
        return (this.reg & 7) > 1 ? 0 : this.sizeZ();
    }
  }

  private sizeZ(): number {
    return this.isShort && !this.isWide ? 2 : 4;
  }

  private immediateOf(size: number): void {
    this.immediateSize = size;
    if (size > 0) this.immediate = this.signed(size);
  }

  private near(size: number): void {
    const distance = this.signed(size);
    this.target = this.at + distance;
    this.flow = FLOW.branch;
  }

  private modrm(): void {
    const byte = this.next();
    const mod = byte >> 6;
    this.reg = ((byte >> 3) & 7) | ((this.rex & 4) << 1);
    const low = byte & 7;
    this.rm = low | ((this.rex & 1) << 3);
    if (mod === 3) return;
    this.hasMemory = true;
    if (this.is16Bit) this.memory16(mod, low);
    else if (low === 4) this.sib(mod);
    else if (mod === 0 && low === 5) {
      this.isRelative = this.is64;
      this.disp = this.signed(4);
    } else {
      this.base = this.rm;
      if (mod !== 0) this.disp = this.signed(mod === 1 ? 1 : 4);
    }
  }

  private sib(mod: number): void {
    const byte = this.next();
    const index = ((byte >> 3) & 7) | ((this.rex & 2) << 2);
    if (index !== 4) {
      this.index = index;
      this.scale = byte >> 6;
    }
    const hasBase = mod !== 0 || (byte & 7) !== 5;
    if (hasBase) this.base = (byte & 7) | ((this.rex & 1) << 3);
    if (mod !== 0 || !hasBase) this.disp = this.signed(mod === 1 ? 1 : 4);
  }

  /** Addresses of 16 bits are none of an image that is looked at. */
  private memory16(mod: number, low: number): void {
    this.base = low;
    if (mod === 1) this.skip(1);
    else if (mod === 2 || low === 6) this.skip(2);
  }

  private oneByteFlow(byte: number): boolean {
    if (byte === 0xff) {
      this.flow = INDIRECT[this.reg & 7] ?? FLOW.next;
      return (this.reg & 7) !== 7;
    }
    // Branches of 8 bits are known by their distance.
    if (byte === 0xcd) this.flow = this.immediate === FAST_FAIL ? FLOW.stop : FLOW.next;
    else this.flow = FLOW_OF[byte] ?? this.flow;
    return true;
  }
}
