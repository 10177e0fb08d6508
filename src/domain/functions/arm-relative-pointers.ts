import type { ByteView } from '#domain/bytes/byte-view';
import { MAX_ENTRIES } from './start-table';

/** Bytes that an instruction and its constant lie apart at most, with what adds to it. */
export const CONSTANT_REACH = 4096 + 8;

/** Bytes of code between the load of a constant and the addition. */
const THUMB_DISTANCE = 48;
const ARM_DISTANCE = 64;
const WORD = 4;

/** A constant that code loads, and the register that has it then. */
interface LoadedConstant {
  readonly register: number;
  readonly value: number;
}

/**
 * What 32-bit ARM code points to by adding the program counter to a constant near it: a program that is loaded anywhere gives
 * the addresses of its functions away like that. Odd ones are marked as Thumb code; among the even ones are data.
 */
export class ArmRelativePointers {
  /** At most 500,000. */
  readonly targets = new Set<number>();

  /** @param end of the instructions that are looked at; constants may lie behind it. @param address of the first byte. */
  look(view: ByteView, end: number, address: number): void {
    this.lookAtThumb(view, end, address);
    this.lookAtArm(view, end, address);
  }

  /** `ldr rX, [pc, #n]`, then `add rX, pc`, where the counter is four bytes ahead. */
  private lookAtThumb(view: ByteView, end: number, address: number): void {
    for (let at = address & 1; at < end; at += 2) {
      const constant = thumbConstant(view, at, address);
      if (constant === undefined) continue;
      const { register, value } = constant;
      const addition = 0x4478 | (register & 7) | ((register & 8) << 4);
      for (let next = at + 2; next <= at + THUMB_DISTANCE; next += 2) {
        if (view.u16(next) !== addition) continue;
        this.add(value + address + next + 4);
        break;
      }
    }
  }

  /** `ldr rX, [pc, #n]`, then an `add` of rX and the counter, which is eight bytes ahead. */
  private lookAtArm(view: ByteView, end: number, address: number): void {
    for (let at = -address & 3; at < end; at += WORD) {
      const load = view.u32(at);
      if ((load & 0xff7f_0000) >>> 0 !== 0xe51f_0000) continue;
      const distance = load & 0xfff;
      const isAhead = (load & 0x0080_0000) !== 0;
      const constant = constantAt(view, (load >>> 12) & 15, at + 8 + (isAhead ? distance : -distance));
      if (constant === undefined) continue;
      for (let next = at + WORD; next <= at + ARM_DISTANCE; next += WORD) {
        if (!addsCounterTo(constant.register, view.u32(next))) continue;
        this.add(constant.value + address + next + 8);
        break;
      }
    }
  }

  private add(target: number): void {
    if (this.targets.size < MAX_ENTRIES) this.targets.add(target >>> 0);
  }
}

function thumbConstant(view: ByteView, at: number, address: number): LoadedConstant | undefined {
  const first = view.u16(at);
  // The counter is rounded down to a word.
  const base = at + 4 - ((address + at) & 2);
  if (first >>> 11 === 0b01001) return constantAt(view, (first >>> 8) & 7, base + (first & 0xff) * WORD);
  if (first !== 0xf8df && first !== 0xf85f) return undefined;
  const second = view.u16(at + 2);
  const distance = second & 0xfff;
  return constantAt(view, second >>> 12, first === 0xf8df ? base + distance : base - distance);
}

function addsCounterTo(register: number, word: number): boolean {
  if ((word & 0xfff0_0ff0) >>> 0 !== 0xe080_0000) return false;
  const [one, other] = [(word >>> 16) & 15, word & 15];
  return (one === 15 && other === register) || (one === register && other === 15);
}

function constantAt(view: ByteView, register: number, at: number): LoadedConstant | undefined {
  return view.covers(at, WORD) ? { register, value: view.u32(at) } : undefined;
}
