// Source: linux/filter.h.
const LOAD_WORD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER_EQUAL = 0x35;
const JUMP_ANY_BIT = 0x45;
const RETURN = 0x06;
const STEP_SIZE = 8;

/** One instruction of classic BPF, as far as filters of system calls need it. */
export interface Step {
  readonly code: number;
  readonly value: number;
  /** How many steps to skip when the comparison holds, and when it does not. */
  readonly yes?: number;
  readonly no?: number;
}

/** What the comparisons behind it compare: the 32-bit word at this offset of `struct seccomp_data`. */
export function load(offset: number): Step {
  return { code: LOAD_WORD, value: offset };
}

/** The end: what the kernel does. */
export function answer(action: number): Step {
  return { code: RETURN, value: action };
}

export function ifEqual(value: number, action: number): readonly Step[] {
  return [{ code: JUMP_EQUAL, value, no: 1 }, answer(action)];
}

export function unlessEqual(value: number, action: number): readonly Step[] {
  return [{ code: JUMP_EQUAL, value, yes: 1 }, answer(action)];
}

export function ifAtLeast(value: number, action: number): readonly Step[] {
  return [{ code: JUMP_GREATER_EQUAL, value, no: 1 }, answer(action)];
}

export function ifAnyBit(bits: number, action: number): readonly Step[] {
  return [{ code: JUMP_ANY_BIT, value: bits, no: 1 }, answer(action)];
}

/** `steps` must end with an answer on every way: what they load is not the value any more. */
export function when(value: number, steps: readonly Step[]): readonly Step[] {
  return [{ code: JUMP_EQUAL, value, no: steps.length }, ...steps];
}

/** As the kernel reads it: `struct sock_filter`, one after the other. */
export function encode(program: readonly Step[]): Buffer {
  const bytes = Buffer.alloc(program.length * STEP_SIZE);
  program.forEach(({ code, value, yes = 0, no = 0 }, index) => {
    bytes.writeUInt16LE(code, index * STEP_SIZE);
    bytes.writeUInt8(yes, index * STEP_SIZE + 2);
    bytes.writeUInt8(no, index * STEP_SIZE + 3);
    bytes.writeUInt32LE(value >>> 0, index * STEP_SIZE + 4);
  });
  return bytes;
}
