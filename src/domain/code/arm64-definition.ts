import { writtenRegisters } from './arm64-writes';
import { NOWHERE } from './instruction-run';

/** The registers that calls leave as they are. */
const FIRST_SAVED = 19;
const LAST_SAVED = 28;
const STACK = 31;
/** How far behind, and how far apart the two halves of an address are looked for. Instructions. */
const REACH = 8192;
const PAGE_REACH = 32;
const END_REACH = 12;

/** What finds the code's words and addresses. */
export interface Arm64Words {
  readonly wordAt: (offset: number) => number;
  readonly pageOf: (word: number, offset: number) => number;
}

/**
 * Where registers that calls do not change were given an address, by what stands before in the code, wherever it runs: between
 * where a function saves the register and where it uses it, but once in most. All searches together are bounded by the code's size.
 */
export class Arm64Definition {
  private allowance: number;

  constructor(
    private readonly words: Arm64Words,
    codeSize: number,
  ) {
    this.allowance = REACH + codeSize;
  }

  /** @returns the place that the register names at an offset; `NOWHERE` where that is not known. */
  before(offset: number, register: number): number {
    if (register < FIRST_SAVED || register > LAST_SAVED) return NOWHERE;
    const lowest = Math.max(0, offset - REACH * 4);
    for (let at = offset - 4; at >= lowest && this.allowance-- > 0; at -= 4) {
      const word = this.words.wordAt(at);
      if (isSaved(word, register)) return NOWHERE;
      if ((writtenRegisters(word) & (1 << register)) === 0 || this.isRestored(word, at)) continue;
      return this.defined(word, at);
    }
    return NOWHERE;
  }

  /** Loaded from the stack where a function ends soon. */
  private isRestored(word: number, at: number): boolean {
    if (!isLoadedBack(word)) return false;
    for (let after = 1; after <= END_REACH; after++) if (isEnd(this.words.wordAt(at + after * 4))) return true;
    return false;
  }

  private defined(word: number, at: number): number {
    if ((word & 0x9f00_0000) === 0x1000_0000) return at + ((((word << 8) >> 13) << 2) | ((word >>> 29) & 3));
    // ADD of an immediate number to the page.
    if ((word & 0xffc0_0000) !== (0x9100_0000 | 0)) return NOWHERE;
    const base = (word >>> 5) & 31;
    for (let before = at - 4; before >= 0 && before >= at - PAGE_REACH * 4; before -= 4) {
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

/** Stored on the stack, alone or as one of a pair. */
function isSaved(word: number, register: number): boolean {
  if (((word >>> 5) & 31) !== STACK) return false;
  const isFirst = (word & 31) === register;
  if ((word & 0xfe40_0000) === (0xa800_0000 | 0)) return isFirst || ((word >>> 10) & 31) === register;
  return isFirst && ((word & 0xffc0_0000) === (0xf900_0000 | 0) || (word & 0xffe0_0000) === (0xf800_0000 | 0));
}
