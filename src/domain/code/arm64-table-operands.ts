import { Arm64Result } from './arm64-result';
import { HOLDS, SHIFT, SIGNED } from './arm64-values';
import { NOWHERE } from './instruction-run';

/** Fields of so few bits are made to choose among few: wider ones are bytes and other numbers. */
const WIDEST_CHOICE = 7;
const LARGEST_SHIFT = 3;

/** How instructions choose an entry of a table, bound the choice, and add the entry to a place. */
export class Arm64TableOperands extends Arm64Result {
  /** The number that the flags are of a comparison with; -1 where not known. And the register, -1 where it is changed since. */
  compared = -1;
  comparedRegister = -1;

  forgetComparison(): void {
    this.compared = this.comparedRegister = -1;
  }

  /** What will be changed is not what was compared, but a copy of it is. */
  forgetCompared(registers: number): void {
    const register = this.comparedRegister;
    if (register >= 0 && ((registers >>> register) & 1) !== 0) {
      this.comparedRegister = this.values.copyBut(register, registers);
    }
  }

  /** An instruction that sets the flags, behind what it writes. */
  compare(word: number): void {
    this.forgetComparison();
    this.values.lastBound = 0;
    const compared = (word >>> 5) & 31;
    if ((word & 0x7f80_0000) === 0x7100_0000) this.compared = shiftedImmediate(word);
    else if ((word & 0x7fe0_fc00) === 0x6b00_0000) this.compared = this.smallConstant((word >>> 16) & 31);
    if (this.compared >= 0 && (word & 31) !== compared) this.comparedRegister = compared;
  }

  private smallConstant(register: number): number {
    const { values } = this;
    if (this.holdsOf(register) !== HOLDS.constant || values.detail[register] !== 0) return -1;
    return values.value[register] ?? -1;
  }

  /** LDR and its like, by a register and another, shifted by the size or not at all. */
  protected entryLoad(word: number, offset: number): void {
    const sizeBits = word >>> 30;
    const operation = (word >>> 22) & 3;
    const isScaled = (word & 0x1000) !== 0;
    if (operation === 0 || (word & 0x0400_0000) !== 0 || (sizeBits !== 0 && !isScaled)) return;
    // PRFM.
    if (sizeBits === 3 && operation !== 1) return;
    let [table, index] = [(word >>> 5) & 31, (word >>> 16) & 31];
    // Bytes may be found by either.
    if (sizeBits === 0 && this.placeIn(index) !== NOWHERE && this.placeIn(table) === NOWHERE)
      [table, index] = [index, table];
    this.giveEntry(this.placeIn(table), (1 << sizeBits) | (operation >= 2 ? SIGNED : 0), offset);
    // The bound of what is itself an entry is that of another table.
    if (this.holdsOf(index) < HOLDS.entry) this.giveBound(this.values.bound[index] ?? 0);
  }

  /** ADD of registers, of which one may hold an entry. */
  protected add(word: number): void {
    const isExtended = (word & 0x0020_0000) !== 0;
    const shift = (word >>> 10) & (isExtended ? 7 : 63);
    if (shift > LARGEST_SHIFT || (!isExtended && (word & 0x00c0_0000) !== 0)) return;
    let [base, entry] = [(word >>> 5) & 31, (word >>> 16) & 31];
    if (this.holdsOf(entry) !== HOLDS.entry && shift === 0) [base, entry] = [entry, base];
    if (this.holdsOf(entry) !== HOLDS.entry) return;
    const detail = (this.values.detail[entry] ?? 0) | (shift << SHIFT);
    const isSignExtended = isExtended && ((word >>> 13) & 7) === 4 + Math.log2(detail & 15);
    this.giveSum(entry, this.placeIn(base), isSignExtended ? detail | SIGNED : detail);
  }

  /** CSEL of a register that was found to be at most a number, else of 0: Apple's way to bound a choice. */
  protected choose(word: number): void {
    if (((word >>> 5) & 31) === this.comparedRegister) this.giveBound(this.compared + 1);
  }

  /** UBFM and SBFM: fields of few bits, and what is extended. */
  protected bitfield(word: number): void {
    const [from, to] = [(word >>> 16) & 63, (word >>> 10) & 63];
    const source = (word >>> 5) & 31;
    const isUnsigned = (word & 0x6000_0000) === 0x4000_0000;
    if ((word & 0x6000_0000) === 0x2000_0000 || to < from) return;
    const width = to - from + 1;
    if (from === 0 && width >= 8) this.extended(source, width, isUnsigned);
    else if (isUnsigned && width <= WIDEST_CHOICE) this.giveBound(1 << width);
  }

  private extended(source: number, width: number, isUnsigned: boolean): void {
    const { values } = this;
    if (this.holdsOf(source) !== HOLDS.entry) {
      this.giveBound(values.bound[source] ?? 0);
      return;
    }
    const detail = values.detail[source] ?? 0;
    if (width !== (detail & 15) * 8 && width !== 32) return;
    this.giveCopy(source, true);
    const isSigned = !isUnsigned && width === (detail & 15) * 8;
    this.giveEntry(values.value[source] ?? NOWHERE, isSigned ? detail | SIGNED : detail, values.readAt[source] ?? 0);
  }

  /** AND with the lowest few bits. */
  protected mask(word: number): void {
    const width = ((word >>> 10) & 63) + 1;
    const isLowest = (word & 0x003f_0000) === 0 && (word >>> 31 === 0 || (word & 0x0040_0000) !== 0);
    if (isLowest && width <= WIDEST_CHOICE) this.giveBound(1 << width);
  }
}

/** Of ADD and SUB. */
export function shiftedImmediate(word: number): number {
  return ((word >>> 10) & 0xfff) << ((word & 0x0040_0000) !== 0 ? 12 : 0);
}
