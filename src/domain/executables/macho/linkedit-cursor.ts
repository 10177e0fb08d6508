import type { ByteView } from '#domain/bytes/byte-view';
import { NAME_LIMIT, nameOf } from '#domain/bytes/name-table';

/** Bytes of a ULEB128 or SLEB128 of 64 bits. */
const LONGEST_LEB128 = 10;
/** Of the bits below, a 32-bit number has the sign. */
const SMALL_BYTES = 4;

/** Reads on through opcodes and tries; beyond the end everything is 0, and `isPastEnd` says so. */
export class LinkeditCursor {
  constructor(
    private readonly view: ByteView,
    public at = 0,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.view.length;
  }

  get isPastEnd(): boolean {
    return this.at > this.view.length;
  }

  u8(): number {
    return this.view.u8(this.at++);
  }

  /** Of 64 bits; what is above them is lost. */
  uleb(): bigint {
    return BigInt.asUintN(64, this.leb128().value);
  }

  /** Exact up to 2^53, which is beyond every count and offset of a file. */
  count(): number {
    let value = 0;
    for (let index = 0; index < LONGEST_LEB128; index++) {
      const byte = this.u8();
      value += (byte & 0x7f) * 2 ** (index * 7);
      if ((byte & 0x80) === 0) break;
    }
    return value;
  }

  sleb(): bigint {
    const { value, bits } = this.leb128();
    return BigInt.asIntN(Math.min(bits, 64), value);
  }

  /** The bytes up to a NUL, which is passed; no more than `limit` are looked at. */
  bytes(limit = this.view.length): Uint8Array {
    const rest = this.view.bytes.subarray(this.at, this.at + limit);
    const end = rest.indexOf(0);
    const text = end < 0 ? rest : rest.subarray(0, end);
    this.at += text.length + 1;
    return text;
  }

  /** Fit for readers, cut as all names are; what comes behind a longer one is of no use. */
  lastName(): string {
    return nameOf(this.bytes(NAME_LIMIT));
  }

  private leb128(): { value: bigint; bits: number } {
    let small = 0;
    let large = 0n;
    for (let index = 0; index < LONGEST_LEB128; index++) {
      const byte = this.u8();
      if (index < SMALL_BYTES) small |= (byte & 0x7f) << (index * 7);
      else large |= BigInt(byte & 0x7f) << BigInt(index * 7);
      if ((byte & 0x80) === 0) return { value: BigInt(small) | large, bits: (index + 1) * 7 };
    }
    return { value: BigInt(small) | large, bits: LONGEST_LEB128 * 7 };
  }
}
