import { FLOW } from './flow';
import type { JumpTable } from './instruction-run';
import { NOWHERE } from './instruction-run';
import { NO_REGISTER, X86Decoder } from './x86-decoder';
import type { X86Image } from './x86-image';
import { CONDITION, GROUP1, X86 } from './x86-opcodes';

/** What a register holds, as far as jump tables need it. */
type Value =
  { readonly kind: 'place'; readonly place: number } | ({ readonly kind: 'entry' } & Omit<JumpTable, 'count'>);

const REGISTERS = 16;
/** A call keeps neither of them: rax, rcx, rdx, rsi, rdi, r8-r11. */
const CLOBBERED = [0, 1, 2, 6, 7, 8, 9, 10, 11];
const MOST_ENTRIES = 65_536;
const LOADS: Readonly<Partial<Record<number, { readonly size: 1 | 2; readonly isSigned: boolean }>>> = {
  [X86.zeroExtend8]: { size: 1, isSigned: false },
  [X86.zeroExtend16]: { size: 2, isSigned: false },
  [X86.signExtend8]: { size: 1, isSigned: true },
  [X86.signExtend16]: { size: 2, isSigned: true },
};

/** Follows the few instructions by which compilers compute where a jump through a table leads. Others leave a register unknown. */
export class X86Registers {
  private readonly decoder: X86Decoder;
  private readonly values: (Value | undefined)[] = [];
  /** Entries that the last comparison allows, once a branch has told; before, the number that was compared with. */
  private bound = 0;
  private compared = -1;

  constructor(
    code: Uint8Array,
    private readonly image: X86Image,
    private readonly computed: Int32Array,
  ) {
    this.decoder = new X86Decoder(code, image.bits);
  }

  /** @param offsets of instructions, one behind the other; the last is an indirect jump. */
  tableAfter(offsets: readonly number[]): JumpTable | undefined {
    this.values.length = 0;
    this.values.length = REGISTERS;
    this.bound = 0;
    this.compared = -1;
    for (const offset of offsets.slice(0, -1)) {
      this.decoder.decode(offset);
      this.follow(offset);
    }
    this.decoder.decode(offsets.at(-1) ?? 0);
    const { hasMemory, rm } = this.decoder;
    const value = hasMemory ? this.entry(this.pointerSize, false) : this.values[rm];
    if (value?.kind !== 'entry') return undefined;
    const { table, entrySize, isSigned, shift, add } = value;
    return { table, entrySize, isSigned, shift, add, count: Math.min(this.bound, MOST_ENTRIES) };
  }

  private get pointerSize(): 4 | 8 {
    return this.image.bits === 64 ? 8 : 4;
  }

  private follow(offset: number): void {
    const { decoder, values } = this;
    const { opcode, flow, hasMemory } = decoder;
    if (flow === FLOW.call || flow === FLOW.indirectCall) {
      for (const each of CLOBBERED) values[each] = undefined;
    } else if (flow === FLOW.branch) this.limit(opcode & 15);
    else if (opcode === X86.lea) values[decoder.reg] = this.leaValue(offset);
    else if (!(hasMemory ? this.followLoad(opcode) : this.followMove(opcode))) this.followOther(opcode);
  }

  /** Whether it was an instruction that reads memory into a register. */
  private followLoad(opcode: number): boolean {
    const { decoder, values } = this;
    const load = LOADS[opcode];
    if (load !== undefined) values[decoder.reg] = this.entry(load.size, load.isSigned);
    else if (opcode === X86.moveToReg) values[decoder.reg] = this.load();
    else if (opcode === X86.moveSigned32) values[decoder.reg] = this.entry(4, true);
    else return false;
    return true;
  }

  /** Whether it was one that copies or adds registers. */
  private followMove(opcode: number): boolean {
    const { decoder, values } = this;
    const { reg, rm } = decoder;
    if (opcode === X86.moveToReg) values[reg] = values[rm];
    else if (opcode === X86.moveToRm) values[rm] = values[reg];
    else if (opcode === X86.moveSigned32) values[reg] = signed(values[rm]);
    else if (opcode === X86.addToReg) values[reg] = this.sum(reg, rm);
    else if (opcode === X86.addToRm) values[rm] = this.sum(rm, reg);
    else if (opcode === X86.signExtend) values[0] = signed(values[0]);
    else if (LOADS[opcode] !== undefined) values[reg] = undefined;
    else return false;
    return true;
  }

  private followOther(opcode: number): void {
    const { decoder, values } = this;
    const { immediate } = decoder;
    if (opcode >= X86.moveImmediateFirst && opcode <= X86.moveImmediateLast)
      values[decoder.low] = this.constant(immediate);
    else if (opcode === X86.compareByte || opcode === X86.compare) this.compared = immediate;
    else if (opcode >= X86.immediateByte && opcode <= X86.immediate8) this.group1(decoder.reg & 7, immediate);
    else if (opcode === X86.andImmediate) this.bound = immediate + 1;
    else if (opcode >= X86.popFirst && opcode <= X86.popLast) values[decoder.low] = undefined;
    else if (opcode < 0x40 && (opcode & 7) < 4) this.arithmetic(opcode);
    else if (isShift(opcode) && !decoder.hasMemory) values[decoder.rm] = undefined;
  }

  private constant(immediate: number): Value | undefined {
    const place = immediate - this.image.address;
    return this.image.isFixed && this.image.holds(place) ? { kind: 'place', place } : undefined;
  }

  /** Of one operand and an immediate number. */
  private group1(operation: number, immediate: number): void {
    if (operation === GROUP1.compare) {
      this.compared = immediate;
      return;
    }
    if (operation === GROUP1.and && immediate > 0) this.bound = immediate + 1;
    if (!this.decoder.hasMemory) this.values[this.decoder.rm] = undefined;
  }

  /** Of two operands; comparing changes neither. */
  private arithmetic(opcode: number): void {
    if (opcode >> 3 === 7) return;
    if ((opcode & 2) !== 0) this.values[this.decoder.reg] = undefined;
    else if (!this.decoder.hasMemory) this.values[this.decoder.rm] = undefined;
  }

  /** The branch past what a comparison rules out. */
  private limit(condition: number): void {
    if (this.compared < 0) return;
    if (condition === CONDITION.above || condition === CONDITION.belowOrEqual) this.bound = this.compared + 1;
    else if (condition === CONDITION.notBelow || condition === CONDITION.below) this.bound = this.compared;
  }

  private leaValue(offset: number): Value | undefined {
    const { decoder } = this;
    const { base, index, scale, disp, isRelative, length } = decoder;
    if (isRelative) return { kind: 'place', place: offset + length + disp };
    if (base !== NO_REGISTER && index !== NO_REGISTER)
      return scale === 0 && disp === 0 ? this.sum(base, index) : undefined;
    const value = base === NO_REGISTER ? undefined : this.placeIn(base);
    if (value !== undefined && index === NO_REGISTER) return { kind: 'place', place: value + disp };
    return undefined;
  }

  private load(): Value | undefined {
    const { scale, isWide } = this.decoder;
    if (isWide && scale !== 3) return undefined;
    return this.entry(isWide ? 8 : 4, false);
  }

  /** A number out of a table, by its index. */
  private entry(entrySize: JumpTable['entrySize'], isSigned: boolean): Value | undefined {
    const { base, index, scale, disp } = this.decoder;
    if (index === NO_REGISTER && entrySize !== 1) return undefined;
    if (1 << scale !== entrySize && entrySize !== 1) return undefined;
    const table = this.tablePlace(base, index, disp);
    if (table === undefined) return undefined;
    return { kind: 'entry', table, entrySize, isSigned, shift: 0, add: NOWHERE };
  }

  private tablePlace(base: number, index: number, disp: number): number | undefined {
    if (base === NO_REGISTER) return this.image.bits === 32 || this.image.isFixed ? this.fixed(disp) : undefined;
    const known =
      this.placeIn(base) ?? (this.decoder.scale === 0 && index !== NO_REGISTER ? this.placeIn(index) : undefined);
    if (known !== undefined) return known + disp;
    return this.image.globalOffsetTable === undefined ? this.fixed(disp) : this.image.globalOffsetTable + disp;
  }

  private fixed(disp: number): number | undefined {
    const place = (this.image.bits === 32 ? disp >>> 0 : disp) - this.image.address;
    return this.image.holds(place) ? place : undefined;
  }

  private placeIn(register: number): number | undefined {
    const value = this.values[register];
    if (value?.kind === 'place') return value.place;
    const before = this.computed[register] ?? NOWHERE;
    return value !== undefined || before === NOWHERE ? undefined : before;
  }

  /** An entry and what it is counted from. */
  private sum(one: number, other: number): Value | undefined {
    const [first, second] = [this.values[one], this.values[other]];
    if (first?.kind === 'entry' && second?.kind !== 'entry') return this.based(first, other);
    if (second?.kind === 'entry' && first?.kind !== 'entry') return this.based(second, one);
    return undefined;
  }

  private based(entry: Value & { kind: 'entry' }, register: number): Value | undefined {
    const add = this.placeIn(register) ?? this.image.globalOffsetTable;
    if (add === undefined || entry.add !== NOWHERE) return undefined;
    return { ...entry, isSigned: true, add };
  }
}

function signed(value: Value | undefined): Value | undefined {
  return value?.kind === 'entry' ? { ...value, isSigned: true } : undefined;
}

/** C0, C1, D0 to D3. */
function isShift(opcode: number): boolean {
  return opcode >> 1 === 0x60 || opcode >> 2 === 0x34;
}
