/** An address that two instructions of ARM64 make together: `adrp` gives the page, `add` or `ldr` the place in it. */
export interface AddressPair {
  /** Of the second instruction. */
  readonly from: bigint;
  readonly to: bigint;
}

const REGISTERS = 32;
const RETURN = 0xd65f03c0;
const PAGE = 0xfffn;

/** Follows the registers through one run of code; give it consecutive bytes. Knows nothing of branches. */
export class Arm64Pairs {
  private readonly pages = new Array<bigint | undefined>(REGISTERS).fill(undefined);

  /** @param address of the first byte; whole instructions of four bytes, little-endian, a rest is left out. */
  *in(code: Uint8Array, address: bigint): Generator<AddressPair> {
    const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
    for (let at = 0; at + 4 <= code.length; at += 4) {
      const word = view.getUint32(at, true);
      if ((word & 0x9f00_0000) >>> 0 === 0x9000_0000) {
        this.pages[word & 31] = pageOf(word, address + BigInt(at));
      } else if (word === RETURN) {
        this.pages.fill(undefined);
      } else {
        const offset = offsetIn(word);
        const page = offset === undefined ? undefined : this.pages[(word >>> 5) & 31];
        if (offset === undefined) continue;
        this.pages[word & 31] = undefined;
        if (page !== undefined) yield { from: address + BigInt(at), to: BigInt.asUintN(64, page + BigInt(offset)) };
      }
    }
  }
}

/** A signed number of pages, counted from that of the instruction. */
function pageOf(word: number, address: bigint): bigint {
  const pages = (((word >>> 5) & 0x7_ffff) << 2) | ((word >>> 29) & 3);
  return (address & ~PAGE) + (BigInt.asIntN(21, BigInt(pages)) << 12n);
}

/** Of `add x, x, #n` and `ldr x, [x, #n]`, both of 64 bits. */
function offsetIn(word: number): number | undefined {
  const immediate = (word >>> 10) & 0xfff;
  if ((word & 0xffc0_0000) >>> 0 === 0x9100_0000) return immediate;
  if ((word & 0xffc0_0000) >>> 0 === 0xf940_0000) return immediate * 8;
  return undefined;
}
