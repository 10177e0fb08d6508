import { writtenRegisters } from './arm64-writes';
import { NOWHERE } from './instruction-run';

/** The registers that calls leave as they are. */
const FIRST_SAVED = 19;
const LAST_SAVED = 28;
const STACK = 31;
/** How far behind, how far apart the two halves of an address, and how far before a function's end is looked. Instructions. */
const REACH = 8192;
const NEAR = 32;
const END_REACH = 12;

/** What finds the code's words and addresses. */
export interface Arm64Words {
  readonly wordAt: (offset: number) => number;
  readonly pageOf: (word: number, offset: number) => number;
}

/**
 * Where registers that calls do not change, and slots of the stack, were given an address, by what stands before in the code,
 * wherever it runs: between where a function saves the register and where it uses it, but once in most. All searches together are
 * bounded by the code's size.
 */
export class Arm64Definition {
  private allowance: number;

  constructor(
    private readonly words: Arm64Words,
    codeSize: number,
  ) {
    this.allowance = 8 * REACH + Math.floor(codeSize / 4);
  }

  /** @returns the place that the register names at an offset; `NOWHERE` where that is not known. */
  before(offset: number, register: number): number {
    const at = this.written(offset, register);
    if (at < 0) return NOWHERE;
    const word = this.words.wordAt(at);
    // LDR from the stack.
    if ((word & 0xffc0_03e0) !== (0xf940_03e0 | 0)) return this.defined(word, at);
    const stored = this.stored(at, (word >>> 10) & 0xfff);
    if (stored < 0) return NOWHERE;
    const source = this.sourceOf(stored, (word >>> 10) & 0xfff);
    const from = this.written(stored, source);
    return from < 0 ? NOWHERE : this.defined(this.words.wordAt(from), from);
  }

  /** Offset of the instruction that wrote a register last; below 0 where that is not known. */
  private written(offset: number, register: number): number {
    const isLasting = register >= FIRST_SAVED && register <= LAST_SAVED;
    const lowest = Math.max(0, offset - (isLasting ? REACH : NEAR) * 4);
    for (let at = offset - 4; at >= lowest && this.allowance-- > 0; at -= 4) {
      const word = this.words.wordAt(at);
      if (isLasting ? isSaved(word, register) : isEnd(word)) return -1;
      if ((writtenRegisters(word) & (1 << register)) !== 0 && !this.isRestored(word, at)) return at;
    }
    return -1;
  }

  /** Offset of the instruction that stored into a slot of the stack, of 8 bytes, last; below 0 where the function begins before. */
  private stored(offset: number, slot: number): number {
    const lowest = Math.max(0, offset - REACH * 4);
    for (let at = offset - 4; at >= lowest && this.allowance-- > 0; at -= 4) {
      if (isFrameMade(this.words.wordAt(at))) return -1;
      if (this.sourceOf(at, slot) >= 0) return at;
    }
    return -1;
  }

  /** The register that an instruction stores into a slot of the stack; below 0 for none. */
  private sourceOf(at: number, slot: number): number {
    const word = this.words.wordAt(at);
    if (((word >>> 5) & 31) !== STACK) return -1;
    if ((word & 0xffc0_0000) === (0xf900_0000 | 0)) return ((word >>> 10) & 0xfff) === slot ? word & 31 : -1;
    if ((word & 0xffc0_0000) !== (0xa900_0000 | 0)) return -1;
    const first = (word << 10) >> 25;
    if (first === slot) return word & 31;
    return first + 1 === slot ? (word >>> 10) & 31 : -1;
  }

  /** Loaded from the stack where a function ends soon. */
  private isRestored(word: number, at: number): boolean {
    if (!isLoadedBack(word)) return false;
    for (let after = 1; after <= END_REACH; after++) {
      const next = this.words.wordAt(at + after * 4);
      // A jump through a table is no end, unless the stack pointer is back where it was.
      if (isEnd(next)) return next >>> 16 !== 0xd61f || isFrameLeft(this.words.wordAt(at + after * 4 - 4));
    }
    return false;
  }

  private defined(word: number, at: number): number {
    if ((word & 0x9f00_0000) === 0x1000_0000) return at + ((((word << 8) >> 13) << 2) | ((word >>> 29) & 3));
    // ADD of an immediate number to the page.
    if ((word & 0xffc0_0000) !== (0x9100_0000 | 0)) return NOWHERE;
    const base = (word >>> 5) & 31;
    for (let before = at - 4; before >= 0 && before >= at - NEAR * 4; before -= 4) {
      const page = this.words.wordAt(before);
      if ((writtenRegisters(page) & (1 << base)) === 0) continue;
      if ((page & 0x9f00_0000) !== (0x9000_0000 | 0)) return NOWHERE;
      const place = this.words.pageOf(page, before);
      return place === NOWHERE ? NOWHERE : place + ((word >>> 10) & 0xfff);
    }
    return NOWHERE;
  }
}

/** Loaded from the stack, alone or as one of a pair. */
function isLoadedBack(word: number): boolean {
  if (((word >>> 5) & 31) !== STACK) return false;
  return (word & 0xfe40_0000) === (0xa840_0000 | 0) || (word & 0xfec0_0000) === (0xf840_0000 | 0);
}

/** RET, B, BR and their like. */
function isEnd(word: number): boolean {
  return word >>> 25 === 0x6b || (word & 0xfc00_0000) === 0x1400_0000;
}

/** The stack pointer is lowered: SUB, or a pair stored. */
function isFrameMade(word: number): boolean {
  return (word & 0xff80_03ff) === (0xd100_03ff | 0) || (word & 0xffc0_03e0) === (0xa980_03e0 | 0);
}

/** The stack pointer is raised: ADD, or a pair loaded. */
function isFrameLeft(word: number): boolean {
  return (word & 0xff80_03ff) === (0x9100_03ff | 0) || (word & 0xffc0_03e0) === (0xa8c0_03e0 | 0);
}

/** Stored on the stack, alone or as one of a pair. */
function isSaved(word: number, register: number): boolean {
  if (((word >>> 5) & 31) !== STACK) return false;
  const isFirst = (word & 31) === register;
  if ((word & 0xfe40_0000) === (0xa800_0000 | 0)) return isFirst || ((word >>> 10) & 31) === register;
  return isFirst && ((word & 0xffc0_0000) === (0xf900_0000 | 0) || (word & 0xffe0_0000) === (0xf800_0000 | 0));
}
