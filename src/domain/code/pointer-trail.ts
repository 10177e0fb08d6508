/** Registers that a procedure call standard passes arguments or results in: which one follows which. */
export type ArgumentOrder = Int8Array;

const REGISTERS = 32;
const NONE = -1;
/** Numbers and stores that are looked at beside one pointer. */
const MOST = 16;

/** By register the one behind it, or -1. @param orders each a row of registers, by their numbers in instructions. */
export function argumentOrder(...orders: readonly (readonly number[])[]): ArgumentOrder {
  const following = new Int8Array(REGISTERS).fill(NONE);
  for (const order of orders) {
    for (const [index, register] of order.slice(0, -1).entries()) following[register] = order[index + 1] ?? NONE;
  }
  return following;
}

/**
 * Where a pointer goes that one instruction has put into a register, and the number that goes with it: passed in the register behind
 * the pointer's, or stored in the word behind its own. Takes the same time and memory for any instructions.
 */
export class PointerTrail {
  /** What goes with the pointer; 0 where nothing known does. */
  count = 0;
  /** Other numbers that the instructions name. */
  readonly others: number[] = [];
  /** Masks of registers: that hold the pointer, and that hold a number. */
  private pointers = 0;
  private known = 0;
  private readonly numbers = new Int32Array(REGISTERS);
  /** Count up with each change of a register, and of all: what it pointed to before is elsewhere. */
  private readonly changes = new Int32Array(REGISTERS);
  private changesOfAll = 0;
  private readonly storedNumbers = new StoredWords();
  private readonly storedPointers = new StoredWords();

  /** @param word bytes of an address. */
  constructor(
    private readonly order: ArgumentOrder,
    private readonly word: 4 | 8,
  ) {}

  begin(): void {
    this.count = this.pointers = 0;
    this.others.length = 0;
    this.storedNumbers.clear();
    this.storedPointers.clear();
    this.forget();
  }

  /** What registers hold is not known any more. */
  forget(): void {
    this.known = 0;
    this.changesOfAll += 1;
  }

  setPointer(register: number): void {
    this.overwrite(register);
    this.pointers |= 1 << register;
  }

  setNumber(register: number, number: number): void {
    this.overwrite(register);
    this.note(number);
    this.numbers[register] = number;
    this.known |= 1 << register;
  }

  /** A number that is compared, or the like. */
  note(number: number): void {
    if (number > 0 && this.others.length < MOST) this.others.push(number);
  }

  /** What a register holds; `undefined` where that is no number that is known. */
  numberIn(register: number): number | undefined {
    return ((this.known >>> register) & 1) === 0 ? undefined : this.numbers[register];
  }

  copy(to: number, from: number): void {
    const [isPointer, number] = [(this.pointers >>> from) & 1, this.numberIn(from)];
    this.overwrite(to);
    if (isPointer === 1) this.pointers |= 1 << to;
    if (number === undefined) return;
    this.numbers[to] = number;
    this.known |= 1 << to;
  }

  /** Copied on a condition: a pointer may be there, and what was there may be still. */
  mayCopy(to: number, from: number): void {
    if (((this.pointers >>> from) & 1) === 1) this.pointers |= 1 << to;
  }

  overwrite(register: number): void {
    const rest = ~(1 << register);
    this.pointers &= rest;
    this.known &= rest;
    this.changes[register] = (this.changes[register] ?? 0) + 1;
  }

  /** To memory at a distance from what a register points to. */
  store(base: number, distance: number, register: number): void {
    if (((this.pointers >>> register) & 1) === 1) {
      const change = this.changeOf(base);
      this.storedPointers.add(base, change, distance, 1);
      this.meet(this.storedNumbers.at(base, change, distance + this.word));
    } else this.storeNumber(base, distance, this.numberIn(register) ?? 0);
  }

  storeNumber(base: number, distance: number, number: number): void {
    const change = this.changeOf(base);
    this.note(number);
    this.storedNumbers.add(base, change, distance, number);
    if (this.storedPointers.at(base, change, distance - this.word) !== 0) this.meet(number);
  }

  /** Registers are arguments or results now. */
  pass(): void {
    for (let rest = this.pointers; rest !== 0 && this.count === 0; rest &= rest - 1) {
      const register = 31 - Math.clz32(rest & -rest);
      const next = this.order[register] ?? NONE;
      if (next >= 0) this.meet(this.numberIn(next) ?? 0);
    }
  }

  private changeOf(register: number): number {
    return (this.changes[register] ?? 0) + this.changesOfAll;
  }

  private meet(number: number): void {
    if (this.count === 0 && number > 0) this.count = number;
  }
}

/** The last words that were stored. */
class StoredWords {
  private readonly fields = new Int32Array(MOST * 4);
  private count = 0;

  clear(): void {
    this.count = 0;
  }

  add(base: number, change: number, distance: number, value: number): void {
    const { fields } = this;
    const at = (this.count++ % MOST) * 4;
    fields[at] = base;
    fields[at + 1] = change;
    fields[at + 2] = distance;
    fields[at + 3] = value;
  }

  /** 0 where nothing was stored, or what is not known; the last one counts. */
  at(base: number, change: number, distance: number): number {
    const { fields, count } = this;
    for (let index = count - 1; index >= Math.max(0, count - MOST); index--) {
      const at = (index % MOST) * 4;
      if (fields[at] === base && fields[at + 1] === change && fields[at + 2] === distance) return fields[at + 3] ?? 0;
    }
    return 0;
  }
}
