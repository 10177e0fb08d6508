import { ALLOCATED, BRANCH, isPlainSystem } from './arm64-tables';
import type { Flow } from './flow';
import { FLOW } from './flow';

/** Bytes of every instruction. */
export const ARM64_INSTRUCTION = 4;

/** By bits 24 to 21 of a branch to a register. */
const OF_REGISTERS: readonly (Flow | undefined)[] = [
  FLOW.indirectJump,
  FLOW.indirectCall,
  FLOW.return,
  undefined,
  FLOW.return,
  FLOW.return,
  undefined,
  undefined,
  FLOW.indirectJump,
  FLOW.indirectCall,
];

/**
 * Decodes one instruction of ARM64 after the other into its own fields: what it does to the flow of control. It knows no names of
 * instructions, and of those that are none only what whole groups leave out.
 */
export class Arm64Decoder {
  /** Bytes; 0 where there is no instruction: a word of zeros, which is padding, is none. */
  length = 0;
  flow: Flow = FLOW.next;
  /** Of a direct jump, branch or call: where it leads, as an offset into the code, that may lie outside of it. */
  target = 0;
  /** The instruction, as a signed number. */
  word = 0;

  constructor(protected readonly code: Uint8Array) {}

  /** @param offset into the code. @returns the length, 0 where there is no instruction. */
  decode(offset: number): number {
    this.flow = FLOW.next;
    this.target = this.length = 0;
    const word = (this.word = this.wordAt(offset));
    // Bits 28 to 25 choose the group.
    switch ((word >>> 25) & 15) {
      case 0:
        return this.reserved(word);
      case 10:
      case 11:
        return this.branchOrSystem(word, offset);
      default:
        return this.whole(ALLOCATED[(word >>> 21) & 0x7ff] !== 0);
    }
  }

  /** Little-endian; 0 where the code does not hold all of it. */
  protected wordAt(offset: number): number {
    const { code } = this;
    if (offset < 0 || offset + ARM64_INSTRUCTION > code.length) return 0;
    return (
      (code[offset] ?? 0) |
      ((code[offset + 1] ?? 0) << 8) |
      ((code[offset + 2] ?? 0) << 16) |
      ((code[offset + 3] ?? 0) << 24)
    );
  }

  private whole(isInstruction: boolean, flow: Flow = FLOW.next): number {
    this.flow = isInstruction ? flow : FLOW.next;
    this.length = isInstruction ? ARM64_INSTRUCTION : 0;
    return this.length;
  }

  /** UDF, of which 0 is padding; with the highest bit set, what belongs to SME. */
  private reserved(word: number): number {
    if (word < 0) return this.whole(true);
    return this.whole(word !== 0 && word >>> 16 === 0, FLOW.stop);
  }

  private branchOrSystem(word: number, offset: number): number {
    if ((word & BRANCH.immediateMask) === BRANCH.immediate) {
      this.target = offset + ((word << 6) >> 4);
      return this.whole(true, word < 0 ? FLOW.call : FLOW.jump);
    }
    if ((word & BRANCH.zeroMask) === BRANCH.zero || (word & BRANCH.conditionMask) === BRANCH.condition) {
      this.target = offset + (((word << 8) >> 13) << 2);
      return this.whole(true, FLOW.branch);
    }
    if ((word & BRANCH.bitMask) === BRANCH.bit) {
      this.target = offset + (((word << 13) >> 18) << 2);
      return this.whole(true, FLOW.branch);
    }
    if ((word & BRANCH.registerMask) === BRANCH.register) return this.registerBranch(word);
    return this.exceptionOrSystem(word);
  }

  /** BR, BLR and RET, with and without authentication of pointers; ERET and DRPS. */
  private registerBranch(word: number): number {
    const operation = (word >>> 21) & 15;
    const third = (word >>> 10) & 63;
    const flow = OF_REGISTERS[operation] ?? FLOW.next;
    if (third > 3 || ((word >>> 16) & 31) !== 31 || flow === FLOW.next) return this.whole(false);
    // The modifier of authentication: a register with the highest bit, else all ones.
    if (operation >= 8) return this.whole(third >= 2, flow);
    if (operation >= 4 && ((word >>> 5) & 31) !== 31) return this.whole(false);
    return this.whole((word & 31) === (third >= 2 ? 31 : 0) && third !== 1, flow);
  }

  private exceptionOrSystem(word: number): number {
    if (word >>> 24 === 0xd4) return this.exception((word >>> 21) & 7, word & 31);
    if (word >>> 22 === 0x354) return this.whole(isPlainSystem(word));
    // RETAASPPC and RETABSPPC.
    return this.whole((word & 0xffc0001f) === 0x5500001f, FLOW.return);
  }

  private exception(operation: number, low: number): number {
    // SVC, HVC and SMC come back.
    if (operation === 0) return this.whole(low >= 1 && low <= 3);
    // BRK and HLT.
    if (operation === 1 || operation === 2) return this.whole(low === 0, FLOW.stop);
    // TCANCEL; DCPS1 to 3.
    if (operation === 3) return this.whole(low === 0, FLOW.stop);
    return this.whole(operation === 5 && low >= 1 && low <= 3);
  }
}
