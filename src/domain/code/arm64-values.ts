/** What a register holds. */
export const HOLDS = {
  nothingKnown: 0,
  /** The address of a page, as ADRP gives it. */
  page: 1,
  place: 2,
  /** What memory held at a place. */
  slot: 3,
  /** A number, in halves of 32 bits: `value` and `detail`. */
  constant: 4,
  /** An entry of a table at `value`, or at a place not known; its size in bytes, and `SIGNED`, in `detail`. */
  entry: 5,
  /** An entry as above, shifted (`SHIFT`), and the place `base` added. */
  sum: 6,
} as const;
export type Holds = (typeof HOLDS)[keyof typeof HOLDS];

export const SIGNED = 0x10;
export const SHIFT = 8;

const REGISTERS = 32;
/** Places of which is kept what a branch to them knew. A power of two. */
const KEPT = 2048;

/** What is known of the registers, and of what they held where branches left. */
export class Arm64Values {
  readonly holds = new Uint8Array(REGISTERS);
  readonly value = new Int32Array(REGISTERS);
  readonly detail = new Int32Array(REGISTERS);
  /** Of a sum. */
  readonly base = new Int32Array(REGISTERS);
  /** Offsets of the instructions that read an entry, and that added to it. */
  readonly readAt = new Int32Array(REGISTERS);
  readonly addedAt = new Int32Array(REGISTERS);
  /** One more than the largest number that a register can hold, as a comparison showed; else 0. Of an entry: of its index. */
  readonly bound = new Int32Array(REGISTERS);
  /** The bound that the last comparison showed, whatever it compared; else 0. */
  lastBound = 0;
  /** Registers set since the run began. */
  own = 0;
  /** Registers of which anything is known. */
  private known = 0;
  /** Registers that hold what another one does, which ones, and all of those. */
  private copies = 0;
  private readonly copyOf = new Uint8Array(REGISTERS);
  private originals = 0;

  private readonly savedHolds = new Uint8Array(REGISTERS);
  private readonly savedBound = new Int32Array(REGISTERS);

  private generation = 0;
  private readonly keptPlace = new Int32Array(KEPT);
  private readonly keptGeneration = new Int32Array(KEPT);
  private readonly keptKnown = new Int32Array(KEPT);
  private readonly keptLastBound = new Int32Array(KEPT);
  private readonly keptHolds = new Uint8Array(KEPT * REGISTERS);
  private readonly keptValue = new Int32Array(KEPT * REGISTERS);
  private readonly keptBound = new Int32Array(KEPT * REGISTERS);

  /** Nothing is known, and with `isFunction` not even from branches before. */
  begin(isFunction: boolean): void {
    this.forget(this.known);
    this.own = this.lastBound = this.copies = this.originals = 0;
    if (isFunction || this.generation === 0) this.generation = (this.generation + 1) | 0;
  }

  /** What is written is no longer what it was, nor its copies what it is. */
  overwrite(registers: number): void {
    this.forget(registers);
    this.copies &= ~registers;
    if ((this.originals & registers) === 0) return;
    let copies = 0;
    this.originals &= ~registers;
    for (let rest = this.copies; rest !== 0; rest &= rest - 1) {
      const register = 31 - Math.clz32(rest & -rest);
      if (((registers >>> (this.copyOf[register] ?? 0)) & 1) === 0) copies |= 1 << register;
    }
    this.copies = copies;
  }

  /** From here on, a register holds what another one does. */
  setCopy(register: number, original: number): void {
    if (register === original) return;
    this.copies |= 1 << register;
    this.copyOf[register] = original;
    this.originals |= 1 << original;
  }

  /** Another register, none of some, that holds what one does; below 0 for none. */
  copyBut(original: number, excluded: number): number {
    const isCopy = ((this.copies >>> original) & 1) !== 0;
    const source = this.copyOf[original] ?? 0;
    if (isCopy && ((excluded >>> source) & 1) === 0) return source;
    for (let rest = this.copies & ~excluded; rest !== 0; rest &= rest - 1) {
      const register = 31 - Math.clz32(rest & -rest);
      if (this.copyOf[register] === original) return register;
    }
    return -1;
  }

  /** A comparison showed that a register, and its copies, hold a number below a bound: then it is no entry. */
  bind(compared: number, count: number): void {
    this.bindOne(compared, count);
    if (((this.copies >>> compared) & 1) !== 0) this.bindOne(this.copyOf[compared] ?? compared, count);
    for (let rest = this.copies; rest !== 0; rest &= rest - 1) {
      const register = 31 - Math.clz32(rest & -rest);
      if (this.copyOf[register] === compared) this.bindOne(register, count);
    }
  }

  private bindOne(register: number, count: number): void {
    if ((this.holds[register] ?? 0) >= HOLDS.entry) this.holds[register] = HOLDS.nothingKnown;
    this.setBound(register, count);
  }

  forget(registers: number): void {
    for (let rest = registers & this.known; rest !== 0; rest &= rest - 1) {
      const register = 31 - Math.clz32(rest & -rest);
      this.holds[register] = HOLDS.nothingKnown;
      this.bound[register] = 0;
    }
    this.known &= ~registers;
  }

  set(register: number, holds: Holds, value: number, detail = 0): void {
    const bit = 1 << register;
    this.holds[register] = holds;
    this.value[register] = value;
    this.detail[register] = detail;
    this.known |= bit;
    this.own |= bit;
  }

  setBound(register: number, count: number): void {
    this.bound[register] = count;
    this.known |= 1 << register;
  }

  /** What is known here is known there too, where no branch that led there knew other. */
  pass(place: number): void {
    const line = lineOf(place);
    const isFirst = this.keptPlace[line] !== place || this.keptGeneration[line] !== this.generation;
    if (isFirst) this.keep(place, line);
    else this.keptKnown[line] = this.agreed(line, this.keptKnown[line] ?? 0);
  }

  /** As `pass`, and that the register compared, unless it is changed since, holds a number below a bound there. */
  passBound(place: number, compared: number, count: number): void {
    const { lastBound, known } = this;
    this.savedHolds.set(this.holds);
    this.savedBound.set(this.bound);
    this.lastBound = count;
    if (compared >= 0) this.bind(compared, count);
    this.pass(place);
    this.lastBound = lastBound;
    this.known = known;
    this.holds.set(this.savedHolds);
    this.bound.set(this.savedBound);
  }

  /** What branches to this place knew: all that is known where the run begins here, else what contradicts none. */
  arrive(place: number, isFirst: boolean): void {
    const line = lineOf(place);
    if (this.keptPlace[line] !== place || this.keptGeneration[line] !== this.generation) return;
    const kept = this.keptKnown[line] ?? 0;
    if (!isFirst) {
      this.forget(kept & this.known & ~this.agreed(line, kept));
      this.bindAsKept(line, kept & ~this.known);
      return;
    }
    for (let rest = kept; rest !== 0; rest &= rest - 1) {
      const register = 31 - Math.clz32(rest & -rest);
      const at = line * REGISTERS + register;
      this.holds[register] = this.keptHolds[at] ?? 0;
      this.value[register] = this.keptValue[at] ?? 0;
      this.bound[register] = this.keptBound[at] ?? 0;
    }
    this.known = kept;
    this.lastBound = this.keptLastBound[line] ?? 0;
  }

  /** What is bounded on one way to an instruction is so on all, if it goes by a table. */
  private bindAsKept(line: number, registers: number): void {
    for (let rest = registers; rest !== 0; rest &= rest - 1) {
      const register = 31 - Math.clz32(rest & -rest);
      const bound = this.keptBound[line * REGISTERS + register] ?? 0;
      if (bound !== 0) this.setBound(register, bound);
    }
  }

  private keep(place: number, line: number): void {
    this.keptPlace[line] = place;
    this.keptGeneration[line] = this.generation;
    this.keptLastBound[line] = this.lastBound;
    let kept = 0;
    for (let rest = this.known; rest !== 0; rest &= rest - 1) {
      const register = 31 - Math.clz32(rest & -rest);
      const holds = this.holds[register] ?? 0;
      const isAddress = holds !== HOLDS.nothingKnown && holds <= HOLDS.slot;
      const bound = holds >= HOLDS.entry ? 0 : (this.bound[register] ?? 0);
      if (!isAddress && bound === 0) continue;
      const at = line * REGISTERS + register;
      this.keptHolds[at] = isAddress ? holds : HOLDS.nothingKnown;
      this.keptValue[at] = this.value[register] ?? 0;
      this.keptBound[at] = bound;
      kept |= 1 << register;
    }
    this.keptKnown[line] = kept;
  }

  /** Of the registers kept for a place, those of which nothing else is known now. */
  private agreed(line: number, kept: number): number {
    let agreed = kept;
    for (let rest = kept & this.known; rest !== 0; rest &= rest - 1) {
      const register = 31 - Math.clz32(rest & -rest);
      const at = line * REGISTERS + register;
      const holds = this.holds[register] ?? 0;
      const isSame = holds === this.keptHolds[at] && this.value[register] === this.keptValue[at];
      const isSameBound = this.bound[register] === this.keptBound[at];
      if (!(holds === HOLDS.nothingKnown || isSame) || !isSameBound) agreed &= ~(1 << register);
    }
    return agreed;
  }
}

function lineOf(place: number): number {
  return (place >>> 2) & (KEPT - 1);
}
