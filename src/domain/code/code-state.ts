import type { CodeImage } from './code-image';

/** What is known of a byte of code. The low four bits are the length of the instruction that begins there. */
export const STATE = {
  unknown: 0,
  length: 0x0f,
  /** A block begins. */
  leader: 0x10,
  function: 0x20,
  /** The instruction may not go on to the next one. */
  flow: 0x40,
  /** In the midst of an instruction. */
  body: 0x80,
  /** There, too: what it says is where something lies. */
  placed: 0x90,
  /** No code, or a table in the midst of it. */
  none: 0xff,
} as const;

/** Bytes, of functions. */
export const ALIGNMENT = 16;

/** One byte of knowledge for each byte of code. */
export class CodeState {
  readonly bytes: Uint8Array;
  /** Of the first byte. */
  private readonly misalignment: number;

  constructor({ address, bytes, ranges }: CodeImage) {
    this.misalignment = Number(address & BigInt(ALIGNMENT - 1));
    this.bytes = new Uint8Array(bytes.length).fill(STATE.none);
    for (const [start, end] of ranges) this.bytes.fill(STATE.unknown, start, end);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** `STATE.none` outside of the code. */
  at(place: number): number {
    return place >= 0 && place < this.bytes.length ? (this.bytes[place] ?? STATE.none) : STATE.none;
  }

  /** Bytes from the last place where compilers would align a function; 0 at one. */
  offsetOf(place: number): number {
    return (place + this.misalignment) % ALIGNMENT;
  }

  /** Code that no instruction was found in, though one may be known to begin there. */
  isUnread(place: number): boolean {
    return (this.at(place) & (STATE.length | STATE.body)) === 0;
  }

  /** Whether an instruction was found to begin there. */
  isInstruction(place: number): boolean {
    const state = this.at(place);
    return state !== STATE.none && (state & STATE.length) !== 0;
  }

  isFunction(place: number): boolean {
    const state = this.at(place);
    return state !== STATE.none && (state & STATE.function) !== 0;
  }

  /** Whether a block could begin there: code that is no part of an instruction. */
  mayBegin(place: number): boolean {
    const state = this.at(place);
    return state !== STATE.none && (state & STATE.body) === 0;
  }

  mark(place: number, flag: number): void {
    this.bytes[place] = (this.bytes[place] ?? 0) | flag;
  }

  /** Takes the bytes of an instruction, unless others have them. The flags that the place has stay. */
  take(place: number, length: number, flags: number): boolean {
    const { bytes } = this;
    for (let at = place + 1; at < place + length; at++) {
      if (bytes[at] !== STATE.unknown) return false;
    }
    bytes[place] = (bytes[place] ?? 0) | length | flags;
    for (let at = place + 1; at < place + length; at++) bytes[at] = STATE.body;
    return true;
  }

  /** Of an instruction that was taken. @param placed as `InstructionRun.placed`. */
  place(start: number, placed: number): void {
    for (let at = start + 1, bits = placed >> 1; bits !== 0; at++, bits >>>= 1) {
      if ((bits & 1) !== 0) this.bytes[at] = STATE.placed;
    }
  }

  /** What is a table, and no instruction is known in, is no code. */
  forget(start: number, end: number): void {
    for (let at = Math.max(0, start); at < Math.min(end, this.bytes.length); at++) {
      if (this.bytes[at] === STATE.unknown) this.bytes[at] = STATE.none;
    }
  }
}
