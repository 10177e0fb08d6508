import { ARM64_INSTRUCTION, Arm64Decoder } from './arm64-decoder';
import { Arm64Definition } from './arm64-definition';
import { Arm64Operands } from './arm64-operands';
import { withoutPlace } from './arm64-places';
import { Arm64Values, HOLDS, SHIFT, SIGNED } from './arm64-values';
import { setsFlags, writtenRegisters } from './arm64-writes';
import { STATE } from './code-state';
import { FLOW } from './flow';
import type { InstructionRun, JumpTable } from './instruction-run';
import { NOWHERE } from './instruction-run';

/** Conditions of a branch behind a comparison of numbers without sign: of a place within a table, or beyond it. */
const CONDITION = { atLeast: 2, below: 3, above: 8, atMost: 9 } as const;

const STACK_POINTER = 31;
const NOP = 0xd503_201f;
/** As a signed number. */
const NOP_WORD = NOP | 0;
/** The second byte is marked for all of them. */
const PLACED = 2;
/** What functions begin with, as GCC and Clang make them. */
const PRELUDES: readonly { readonly mask: number; readonly bits: number }[] = [
  // stp of two registers of 64 bits, to [sp, #-n]!; sub sp, sp, #n
  { mask: 0xffe0_03e0, bits: 0xa9a0_03e0 },
  { mask: 0xff80_03ff, bits: 0xd100_03ff },
  // paciasp, pacibsp, bti c
  { mask: 0xffff_ffbf, bits: 0xd503_233f },
  { mask: 0xffff_ffff, bits: 0xd503_245f },
];

/**
 * See `InstructionRun`; of ARM64. What registers hold is followed over branches of the same function, from those that were read
 * before what they lead to.
 */
export class Arm64Run extends Arm64Decoder implements InstructionRun {
  reference = NOWHERE;
  isSlot = false;
  placed = 0;
  readonly alignment = 4;
  private isFirst = true;
  private readonly values = new Arm64Values();
  private readonly operands: Arm64Operands;
  private readonly definition: Arm64Definition;

  /** @param codeAddress of the first byte of code. */
  constructor(code: Uint8Array, codeAddress: bigint) {
    super(code);
    this.operands = new Arm64Operands(this.values, codeAddress);
    this.definition = new Arm64Definition(
      { wordAt: (at) => this.wordAt(at), pageOf: (word, at) => this.operands.pageOf(word, at) },
      code.length,
    );
  }

  /** By pairs and single registers that are stored before the stack and loaded behind it, and by sums. */
  get stack(): number {
    const { word } = this;
    if (((word >>> 5) & 31) !== STACK_POINTER) return 0;
    if ((word & 0x7fc0_0000) >>> 0 === 0x2980_0000 || (word & 0xffc0_0000) >>> 0 === 0xa980_0000)
      return -(signed7(word) * 8);
    if ((word & 0xffc0_0000) >>> 0 === 0xa8c0_0000) return -(signed7(word) * 8);
    if ((word & 0xffe0_0c00) >>> 0 === 0xf800_0c00 || (word & 0xffe0_0c00) >>> 0 === 0xf840_0400) return -signed9(word);
    if ((word & 31) !== STACK_POINTER) return 0;
    const immediate = ((word >>> 10) & 0xfff) << ((word >>> 22) & 1 ? 12 : 0);
    if ((word & 0xff80_0000) >>> 0 === 0xd100_0000) return immediate;
    return (word & 0xff80_0000) >>> 0 === 0x9100_0000 ? -immediate : 0;
  }

  get isPadding(): boolean {
    return isNop(this.word);
  }

  isBehindPadding(offset: number): boolean {
    const before = offset >= 4 ? this.wordAt(offset - 4) : 0;
    return isNop(before) || before === 0;
  }

  isPrelude(offset: number): boolean {
    const word = this.wordAt(offset);
    return PRELUDES.some(({ mask, bits }) => (word & mask) >>> 0 === bits);
  }

  begin(isFunction = false): void {
    this.values.begin(isFunction);
    this.operands.forgetComparison();
    this.isFirst = true;
  }

  leadsTo(place: number): void {
    this.values.pass(place);
  }

  step(offset: number): number {
    const length = this.decode(offset);
    this.values.arrive(offset, this.isFirst);
    this.isFirst = false;
    this.isSlot = false;
    this.reference = NOWHERE;
    this.placed = 0;
    if (length === 0) return 0;
    if (this.flow === FLOW.next) this.compute(offset);
    else this.leave();
    return length;
  }

  writeUnplaced(start: number, end: number, marks: Uint8Array, into: Uint8Array, to: number): number {
    let next = to;
    for (let at = start; at < end; at += ARM64_INSTRUCTION) {
      const word = this.wordAt(at);
      if (word === NOP_WORD) continue;
      const rest = marks[at + 1] === STATE.placed ? withoutPlace(word) : word;
      for (let shift = 0; shift < 32; shift += 8) into[next++] = (rest >>> shift) & 0xff;
    }
    return next;
  }

  table(): JumpTable | undefined {
    const { values, word } = this;
    const register = (word >>> 5) & 31;
    const holds = values.holds[register];
    if (this.flow !== FLOW.indirectJump || (holds !== HOLDS.sum && holds !== HOLDS.entry)) return undefined;
    const detail = values.detail[register] ?? 0;
    const entrySize = sizeOf(detail & 15);
    // Entries that are not added to anything are addresses.
    if (entrySize === undefined || (entrySize === 8) !== (holds === HOLDS.entry)) return undefined;
    const table = this.resolved(values.value[register] ?? NOWHERE, values.readAt[register] ?? 0);
    const add = holds === HOLDS.entry ? NOWHERE : this.added(register);
    if (table === NOWHERE || (holds === HOLDS.sum && add === NOWHERE)) return undefined;
    const count = values.bound[register] ?? 0;
    return { table, entrySize, isSigned: (detail & SIGNED) !== 0, shift: detail >> SHIFT, add, count };
  }

  private added(register: number): number {
    return this.resolved(this.values.base[register] ?? NOWHERE, this.values.addedAt[register] ?? 0);
  }

  /** The place, or what the first operand of an instruction names there. */
  private resolved(place: number, readAt: number): number {
    return place === NOWHERE ? this.definition.before(readAt, (this.wordAt(readAt) >>> 5) & 31) : place;
  }

  private compute(offset: number): void {
    const { values, operands, word } = this;
    const next = this.wordAt(offset + 4);
    operands.read(word, offset, next);
    this.reference = operands.reference;
    if (operands.isPlaced) this.placed = PLACED;
    const written = writtenRegisters(word);
    operands.forgetCompared(written);
    values.overwrite(written);
    operands.write(word & 31, offset);
    if (setsFlags(word)) operands.compare(word);
  }

  private leave(): void {
    const { values, flow, word, target } = this;
    if (flow >= FLOW.jump && flow <= FLOW.call) this.placed = PLACED;
    if (flow === FLOW.jump) values.pass(target);
    else if (flow === FLOW.branch) this.branch();
    else if (flow === FLOW.indirectJump || flow === FLOW.indirectCall) this.through((word >>> 5) & 31);
    if (flow !== FLOW.call && flow !== FLOW.indirectCall) return;
    values.overwrite(writtenRegisters(word));
    this.operands.forgetComparison();
    values.lastBound = 0;
  }

  /** A comparison bounds a register on one of two ways. */
  private branch(): void {
    const { values, operands, word, target } = this;
    const condition = word >>> 24 === 0x54 ? word & 15 : -1;
    const limit = operands.compared;
    const isWithin = condition === CONDITION.atMost || condition === CONDITION.below;
    const isBeyond = condition === CONDITION.above || condition === CONDITION.atLeast;
    if (limit < 0 || !(isWithin || isBeyond)) {
      values.pass(target);
      return;
    }
    const count = condition === CONDITION.atMost || condition === CONDITION.above ? limit + 1 : limit;
    if (isWithin) values.passBound(target, operands.comparedRegister, count);
    else {
      values.pass(target);
      values.lastBound = count;
      if (operands.comparedRegister >= 0) values.bind(operands.comparedRegister, count);
    }
  }

  private through(register: number): void {
    const { values } = this;
    const holds = values.holds[register];
    const place = values.value[register] ?? NOWHERE;
    if (holds === HOLDS.slot) {
      this.reference = place;
      this.isSlot = true;
    } else if (holds === HOLDS.place && (values.own & (1 << register)) !== 0) {
      // Where it leads is told just before: what could not be reached otherwise.
      this.flow = this.flow === FLOW.indirectCall ? FLOW.call : FLOW.jump;
      this.target = place;
    }
  }
}

function sizeOf(bytes: number): JumpTable['entrySize'] | undefined {
  return bytes === 1 || bytes === 2 || bytes === 4 || bytes === 8 ? bytes : undefined;
}

function signed7(word: number): number {
  return ((word << 10) >> 25) | 0;
}

function signed9(word: number): number {
  return (word << 11) >> 23;
}

function isNop(word: number): boolean {
  return word >>> 0 === NOP;
}
