import { Arm64TableOperands, shiftedImmediate } from './arm64-table-operands';
import type { Arm64Values } from './arm64-values';
import { HOLDS } from './arm64-values';
import { NOWHERE } from './instruction-run';

const PAGE = 0x1000;
const STACK = 31;
const FRAME = 29;
/** Constants below are numbers rather than addresses; so are those of two halves where code lies so low that it may lie anywhere. */
const LEAST_ADDRESS = 0x1_0000;
const LEAST_FIXED_CODE = 0x10_0000;

/** What one instruction refers to and computes, of what is known of registers. */
export class Arm64Operands extends Arm64TableOperands {
  reference = NOWHERE;
  /** The instruction names bits of an address: a page, a distance, or what lies within a page. */
  isPlaced = false;
  private readonly address: number;
  private readonly inPage: number;
  /** Halves of the number that was put together last. */
  private low = 0;
  private high = 0;

  constructor(values: Arm64Values, codeAddress: bigint) {
    super(values);
    this.address = Number(BigInt.asIntN(64, codeAddress));
    this.inPage = Number(BigInt.asUintN(12, codeAddress));
  }

  /** @param next the instruction behind. */
  read(word: number, offset: number, next: number): void {
    this.reference = NOWHERE;
    this.isPlaced = false;
    this.clear();
    switch ((word >>> 25) & 15) {
      case 8:
      case 9:
        this.immediate(word, offset, next);
        break;
      case 5:
      case 13:
        this.registers(word);
        break;
      case 4:
      case 6:
      case 12:
      case 14:
        this.memory(word, offset);
    }
  }

  /** Of ADRP at an offset. */
  pageOf(word: number, offset: number): number {
    const inCode = this.inPage + offset;
    return place32(inCode - (inCode & (PAGE - 1)) - this.inPage + pcRelative(word) * PAGE);
  }

  private immediate(word: number, offset: number, next: number): void {
    switch ((word >>> 23) & 7) {
      case 0:
      case 1:
        this.relative(word, offset);
        break;
      case 2:
        if ((word & 0x2000_0000) === 0) this.addImmediate(word);
        break;
      case 4:
        if ((word & 0x6000_0000) === 0) this.mask(word);
        break;
      case 5:
        this.wide(word, next);
        break;
      case 6:
        this.bitfield(word);
    }
  }

  private relative(word: number, offset: number): void {
    this.isPlaced = true;
    if (word < 0) {
      const page = this.pageOf(word, offset);
      if (page !== NOWHERE) this.give(HOLDS.page, page);
    } else {
      this.reference = offset + pcRelative(word);
      this.give(HOLDS.place, this.reference);
    }
  }

  /** A pointer that moves on in its own register names nothing new. */
  private addImmediate(word: number): void {
    const base = (word >>> 5) & 31;
    const isPage = this.holdsOf(base) === HOLDS.page;
    // 32 bits of an address are none.
    if (word >= 0 || (!isPage && this.holdsOf(base) !== HOLDS.place)) return;
    const isAdded = (word & 0x4000_0000) === 0;
    const place = this.atDistance(base, isAdded ? shiftedImmediate(word) : -shiftedImmediate(word));
    if (place === NOWHERE) return;
    this.give(HOLDS.place, place);
    if (isAdded && (isPage || base !== (word & 31))) this.reference = place;
  }

  /** MOVZ, MOVN and MOVK. */
  private wide(word: number, next: number): void {
    const operation = (word >>> 29) & 3;
    const quarter = (word >>> 21) & 3;
    const number = (word >>> 5) & 0xffff;
    const register = word & 31;
    if (operation === 3) {
      if (this.holdsOf(register) !== HOLDS.constant) return;
      this.constant(number, quarter, this.values.value[register] ?? 0, this.values.detail[register] ?? 0);
      // Not before its last part.
      if (word < 0 && (next & 0x7f80_001f) !== (0x7280_0000 | register)) this.referToConstant(quarter >= 2);
    } else if (operation === 2) this.constant(number, quarter, 0, 0);
    else if (operation === 0 && word < 0) this.constant(~number & 0xffff, quarter, -1, -1);
  }

  /** A number with 16 of its bits replaced. */
  private constant(number: number, quarter: number, low: number, high: number): void {
    const shift = (quarter & 1) * 16;
    const replaced = ((quarter < 2 ? low : high) & ~(0xffff << shift)) | (number << shift);
    this.low = quarter < 2 ? replaced : low;
    this.high = quarter < 2 ? high : replaced;
    this.give(HOLDS.constant, this.low, this.high);
  }

  private referToConstant(isLong: boolean): void {
    if (!isLong && this.address >= 0 && this.address < LEAST_FIXED_CODE) return;
    const address = this.high * 2 ** 32 + (this.low >>> 0);
    if (address < 0 || address >= LEAST_ADDRESS) this.reference = place32(address - this.address);
  }

  private registers(word: number): void {
    // ORR with no register: MOV.
    if ((word & 0x7fe0_ffe0) === 0x2a00_03e0) this.giveCopy((word >>> 16) & 31, word < 0);
    // ADD, of registers or an extended one; not setting flags.
    else if ((word & 0xff00_0000) === (0x8b00_0000 | 0)) this.add(word);
    else if ((word & 0x7fff_fc00) === 0x1a9f_9000) this.choose(word);
  }

  private memory(word: number, offset: number): void {
    const isVector = (word & 0x0400_0000) !== 0;
    switch (word & 0x3b00_0000) {
      case 0x1800_0000:
        this.reference = offset + (((word << 8) >> 13) << 2);
        this.isPlaced = true;
        if (!isVector && word >>> 30 === 1) this.give(HOLDS.slot, this.reference);
        break;
      case 0x2800_0000:
      case 0x2900_0000:
        this.pair(word, isVector);
        break;
      case 0x3800_0000:
        if ((word & 0x0020_0000) === 0) this.unscaled(word);
        else if ((word & 0xc00) === 0x800) this.entryLoad(word, offset);
        break;
      case 0x3900_0000:
        this.scaled(word, isVector);
    }
  }

  private pair(word: number, isVector: boolean): void {
    const operation = word >>> 30;
    const size = isVector ? 2 + operation : operation === 2 ? 3 : 2;
    // After the access, else before.
    const distance = (word & 0x0180_0000) === 0x0080_0000 ? 0 : ((word << 10) >> 25) * 2 ** size;
    this.reference = this.atDistance((word >>> 5) & 31, distance);
  }

  private unscaled(word: number): void {
    const isAfter = (word & 0xc00) === 0x400;
    this.loaded(word, isAfter ? 0 : (word << 11) >> 23);
  }

  private scaled(word: number, isVector: boolean): void {
    const size = isVector && (word & 0x0080_0000) !== 0 ? 4 : word >>> 30;
    this.loaded(word, ((word >>> 10) & 0xfff) << size);
  }

  private loaded(word: number, distance: number): void {
    const base = (word >>> 5) & 31;
    const isLoad = (word & 0x04c0_0000) === 0x0040_0000;
    // PRFM: nothing is read.
    if ((word & 0xc4c0_0000) !== (0xc080_0000 | 0)) this.reference = this.atDistance(base, distance);
    if (!isLoad) return;
    if (this.reference !== NOWHERE && word >>> 30 === 3) this.give(HOLDS.slot, this.reference);
    // Without optimisation what was compared is read again.
    else if (base === STACK || base === FRAME) this.giveBound(this.values.lastBound);
  }

  private atDistance(base: number, distance: number): number {
    const holds = this.holdsOf(base);
    if (holds !== HOLDS.place && holds !== HOLDS.page) return NOWHERE;
    this.isPlaced = holds === HOLDS.page;
    return place32((this.values.value[base] ?? 0) + distance);
  }
}

/** Of ADR and ADRP. */
function pcRelative(word: number): number {
  return (((word << 8) >> 13) << 2) | ((word >>> 29) & 3);
}

/** Within 31 bits; `NOWHERE` for what is not. */
function place32(place: number): number {
  return place === (place | 0) ? place : NOWHERE;
}
