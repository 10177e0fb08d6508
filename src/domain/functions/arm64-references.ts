import type { InstructionReference } from './instruction-reference';
import type { Reference } from './reference';

const REGISTERS = 32;
const RETURN = 0xd65f03c0;
const PAGE = 0xfffn;

/**
 * The addresses that pairs of instructions make, `adrp` for the page and `add` or `ldr` for the place in it, and the targets of
 * plain branches. Follows the registers through one run of code, in ignorance of where branches lead; give it consecutive bytes.
 */
export class Arm64References {
  private readonly pages = new Array<bigint | undefined>(REGISTERS).fill(undefined);

  /** @param address of the first byte; whole instructions of four bytes, little-endian, a rest is left out. */
  *in(code: Uint8Array, address: bigint): Generator<InstructionReference> {
    const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
    for (let at = 0; at + 4 <= code.length; at += 4) {
      const word = view.getUint32(at, true);
      if ((word & 0x9f00_0000) >>> 0 === 0x9000_0000) {
        this.pages[word & 31] = pageOf(word, address + BigInt(at));
      } else if (word === RETURN) {
        this.pages.fill(undefined);
      } else if ((word & 0xfc00_0000) >>> 0 === 0x1400_0000) {
        yield { from: address + BigInt(at), to: branchTarget(word, address + BigInt(at)), kind: 'jump' };
      } else {
        const offset = offsetIn(word);
        const page = offset === undefined ? undefined : this.pages[(word >>> 5) & 31];
        if (offset === undefined) continue;
        this.pages[word & 31] = undefined;
        if (page === undefined) continue;
        yield { from: address + BigInt(at), to: BigInt.asUintN(64, page + BigInt(offset)), kind: 'data' };
      }
    }
  }
}

/** A name of `adrp` for a page, not for what lies at its beginning, as far as the target alone tells: the pair that it begins names that. */
export function namesPage({ kind, to }: Pick<Reference, 'kind' | 'to'>): boolean {
  return kind === 'data' && to.endsWith('000');
}

/** A signed number of pages, counted from that of the instruction. */
function pageOf(word: number, address: bigint): bigint {
  const pages = (((word >>> 5) & 0x7_ffff) << 2) | ((word >>> 29) & 3);
  return (address & ~PAGE) + (BigInt.asIntN(21, BigInt(pages)) << 12n);
}

/** A signed number of instructions, counted from this one. */
function branchTarget(word: number, address: bigint): bigint {
  return BigInt.asUintN(64, address + BigInt.asIntN(28, BigInt(word & 0x3ff_ffff) << 2n));
}

/** Of `add x, x, #n` and `ldr x, [x, #n]`, both of 64 bits. */
function offsetIn(word: number): number | undefined {
  const immediate = (word >>> 10) & 0xfff;
  if ((word & 0xffc0_0000) >>> 0 === 0x9100_0000) return immediate;
  if ((word & 0xffc0_0000) >>> 0 === 0xf940_0000) return immediate * 8;
  return undefined;
}
