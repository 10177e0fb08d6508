import type { Flow } from './flow';

/** In place of a place: none. */
export const NOWHERE = -0x8000_0000;

/**
 * Where a jump through a table leads: an entry is a number of `entrySize` bytes, little-endian, and names
 * `add` + (entry << `shift`); `add` is `NOWHERE` where the entry is an address of memory by itself.
 */
export interface JumpTable {
  /** Place of the first entry. */
  readonly table: number;
  readonly entrySize: 1 | 2 | 4 | 8;
  readonly isSigned: boolean;
  readonly shift: number;
  readonly add: number;
  /** Entries, where the code compares with a bound; else 0. */
  readonly count: number;
}

/**
 * Instructions of one processor, one behind the other as they run: what each does, and what they compute together. Addresses are
 * places: bytes behind the beginning of the code, within 31 bits, below 0 or beyond the end of the code where other memory is.
 * Any bytes give an answer, in time that does not grow with what was read before.
 */
export interface InstructionRun {
  /** Bytes; 0 where there is no instruction. */
  readonly length: number;
  readonly flow: Flow;
  /** Of a direct jump, branch or call, wherever that is. */
  readonly target: number;
  /** The place that the instruction names, alone or with those before it in this run; `NOWHERE` without. */
  readonly reference: number;
  /** What is referred to is a slot: what it holds is called or jumped to. */
  readonly isSlot: boolean;
  /** Bytes that the instruction puts on the stack; below 0 that it takes off. Not told of every one that does. */
  readonly stack: number;
  /** Bytes: instructions begin at multiples of it. */
  readonly alignment: 1 | 4;
  /** It does nothing, as what compilers fill up with between functions. */
  readonly isPadding: boolean;
  /** Whether the bytes before an offset may be such. */
  isBehindPadding(offset: number): boolean;
  /** Whether there is what compilers begin functions with, and seldom anything else. */
  isPrelude(offset: number): boolean;
  /** Nothing is known of what ran before; of the same function still, unless another begins. */
  begin(isFunction: boolean): void;
  /** Decodes the instruction at an offset of the code, the next of this run. @returns its length. */
  step(offset: number): number;
  /** An entry of the table of the jump that was stepped last leads to a place: what is known here is known there. */
  leadsTo(place: number): void;
  /** After an indirect jump that is no slot: the table that it goes by, as the instructions of this run show. */
  table(): JumpTable | undefined;
}
