import { STATE } from './code-state';
import { FLOW } from './flow';
import type { InstructionRun, JumpTable } from './instruction-run';
import { NOWHERE } from './instruction-run';
import { NO_REGISTER, X86Decoder } from './x86-decoder';
import type { X86Image } from './x86-image';
import { GROUP1, PRELUDES_32, PRELUDES_64, PUSH, X86 } from './x86-opcodes';
import { X86Places } from './x86-places';
import { X86Registers } from './x86-registers';

/** Instructions before a jump that may say where it leads. */
const MEMORY = 32;
const REGISTERS = 16;
/** Smaller ones are members of structures, not places counted from the global offset table. Bytes. */
const LEAST_DISTANCE = 0x80;
const ESP = 4;
const EBP = 5;

/** See `InstructionRun`; of x86 and x86-64. */
export class X86Run extends X86Decoder implements InstructionRun {
  reference = NOWHERE;
  isSlot = false;
  placed = 0;
  readonly alignment = 1;
  /** Offsets of the last instructions of this run. */
  private readonly ran = new Int32Array(MEMORY);
  private count = 0;
  /** Addresses that were last computed into registers since the function began, wherever. */
  private readonly computed = new Int32Array(REGISTERS).fill(NOWHERE);
  private readonly registers: X86Registers;
  private readonly places: X86Places;

  constructor(
    code: Uint8Array,
    private readonly image: X86Image,
  ) {
    super(code, image.bits);
    this.registers = new X86Registers(code, image, this.computed);
    this.places = new X86Places(this, image, this.computed);
  }

  get stack(): number {
    const { opcode } = this;
    const word = this.image.bits / 8;
    if (opcode >= X86.pushFirst && opcode < X86.popFirst) return word;
    if (opcode >= X86.popFirst && opcode <= X86.popLast) return -word;
    // Behind it the frame is what the caller had.
    if (opcode === X86.leave) return -word;
    if (opcode === X86.pushByte || opcode === X86.pushNumber) return word;
    if (opcode === X86.group5) return (this.reg & 7) === PUSH ? word : 0;
    return this.sumOfStackPointer();
  }

  private sumOfStackPointer(): number {
    const { opcode, immediate } = this;
    if ((opcode !== X86.immediate8 && opcode !== X86.immediate32) || this.hasMemory || this.rm !== ESP) return 0;
    if ((this.reg & 7) === GROUP1.subtract) return immediate;
    return (this.reg & 7) === GROUP1.add ? -immediate : 0;
  }

  get isPadding(): boolean {
    const { opcode, repeat } = this;
    if (opcode === X86.nop) return repeat === 0;
    if (opcode === X86.lea) return this.hasMemory && this.base === this.reg && this.disp === 0;
    // Of 32 bits; the other form of it begins functions of Windows.
    if (opcode === X86.moveToRm) return this.image.bits === 32 && !this.hasMemory && this.rm === this.reg;
    return opcode === X86.longNop || opcode === X86.breakpoint;
  }

  /** Long ones end in their distance of 0. */
  isBehindPadding(offset: number): boolean {
    const before = this.code[offset - 1];
    return before === 0 || before === X86.nop || before === X86.breakpoint;
  }

  isPrelude(offset: number): boolean {
    const { code } = this;
    const preludes = this.image.bits === 64 ? PRELUDES_64 : PRELUDES_32;
    return preludes.some((prelude) => prelude.every((byte, index) => code[offset + index] === byte));
  }

  begin(isFunction: boolean): void {
    this.count = 0;
    if (isFunction) this.computed.fill(NOWHERE);
  }

  step(offset: number): number {
    const length = this.decode(offset);
    this.ran[this.count++ % MEMORY] = offset;
    this.isSlot = false;
    this.reference = NOWHERE;
    this.placed = 0;
    if (length > 0) this.refer(offset);
    return length;
  }

  writeUnplaced(at: number, end: number, marks: Uint8Array, into: Uint8Array, to: number): number {
    const { code } = this;
    let next = to;
    for (let start = at; start < end;) {
      const length = (marks[start] ?? 0) & STATE.length || 1;
      if (!isFill(code, start, length)) {
        into[next++] = code[start] ?? 0;
        for (let each = start + 1; each < start + length; each++) {
          into[next++] = marks[each] === STATE.placed ? 0 : (code[each] ?? 0);
        }
      }
      start += length;
    }
    return next;
  }

  /** What a function has computed is known in all of it. */
  leadsTo(): void {
    return;
  }

  table(): JumpTable | undefined {
    const first = Math.max(0, this.count - MEMORY);
    const offsets: number[] = [];
    for (let at = first; at < this.count; at++) offsets.push(this.ran[at % MEMORY] ?? 0);
    return this.registers.tableAfter(offsets);
  }

  private refer(offset: number): void {
    if (this.hasMemory) {
      if (!this.hasThreadSegment) this.reference = this.memoryPlace(offset);
      this.placed = this.places.ofMemory(this.reference !== NOWHERE);
    }
    if (this.immediateSize >= 4) this.referToImmediate(offset);
    if (this.flow >= FLOW.jump && this.flow <= FLOW.call) this.placed = this.places.ofTarget();
    else if (this.flow >= FLOW.indirectJump && this.flow !== FLOW.stop) {
      this.isSlot = this.reference !== NOWHERE && this.index === NO_REGISTER;
    } else if (this.opcode === X86.lea && this.reference !== NOWHERE && this.index === NO_REGISTER) {
      this.computed[this.reg] = this.reference;
    }
  }

  private referToImmediate(offset: number): void {
    const place = this.image.isFixed ? this.placeOf(this.immediate) : NOWHERE;
    if (this.image.holds(place)) {
      this.reference = place;
      this.placed |= this.places.ofImmediate();
    } else this.placed |= this.places.ofTableSum(offset);
  }

  private memoryPlace(offset: number): number {
    if (this.isRelative) return place32(offset + this.length + this.disp);
    if (this.base === NO_REGISTER) return this.checked(this.placeOf(this.disp));
    const { bits, globalOffsetTable: table } = this.image;
    if (bits === 64 || table === undefined || this.base === ESP || this.base === EBP) return NOWHERE;
    if (Math.abs(this.disp) < LEAST_DISTANCE) return NOWHERE;
    return this.checked(table + this.disp);
  }

  private checked(place: number): number {
    return this.image.holds(place) ? place : NOWHERE;
  }

  private placeOf(address: number): number {
    return place32((this.image.bits === 32 ? address >>> 0 : address) - this.image.address);
  }
}

/** Within 31 bits; `NOWHERE` for what is not. */
function place32(place: number): number {
  return place === (place | 0) ? place : NOWHERE;
}

/** What does nothing, however long it is: 90, 0F 1F. */
function isFill(code: Uint8Array, at: number, length: number): boolean {
  let next = at;
  while (code[next] === 0x66 || code[next] === 0x2e) next += 1;
  if (code[next] === X86.nop) return next === at + length - 1;
  return code[next] === 0x0f && code[next + 1] === 0x1f;
}
