import type { ByteView } from '#domain/bytes/byte-view';
import type { Bits } from '#domain/shared/executable-header';

/** DW_EH_PE: the low four bits say how a pointer is stored, the next three what it counts from. */
export const DW_EH_PE = { absptr: 0x00, pcrel: 0x10, datarel: 0x30, indirect: 0x80, omit: 0xff } as const;

/** Bytes of the forms that have a fixed size, by the low three bits; the fourth says that they are signed. */
const FIXED_SIZES: Readonly<Record<number, 2 | 4 | 8>> = { 2: 2, 3: 4, 4: 8 };
const LONGEST_LEB128 = 10;

/** Reads on through DWARF data; beyond the end everything is 0, and `isPastEnd` says so. */
export class DwarfCursor {
  constructor(
    private readonly view: ByteView,
    public at: number,
    private readonly bits: Bits,
  ) {}

  get isPastEnd(): boolean {
    return this.at > this.view.length;
  }

  u8(): number {
    return this.view.u8(this.at++);
  }

  skip(length: number): void {
    this.at += length;
  }

  uleb(): bigint {
    return this.leb128().value;
  }

  sleb(): bigint {
    const { value, width } = this.leb128();
    return BigInt.asIntN(width, value);
  }

  /** A word of 32 or 64 bits, or as the low four bits of `encoding` say; `undefined` for a form that does not exist. */
  stored(encoding: number): bigint | undefined {
    const form = encoding & 0x0f;
    if (form === 0x01) return this.uleb();
    if (form === 0x09) return this.sleb();
    const size = (form & 0x07) === 0 ? ((this.bits / 8) as 4 | 8) : FIXED_SIZES[form & 0x07];
    if (size === undefined) return undefined;
    const value = this.unsigned(size);
    return (form & 0x08) === 0 ? value : BigInt.asIntN(size * 8, value);
  }

  /** Bytes of a pointer in a fixed-size form; `undefined` for the others. */
  sizeOf(encoding: number): number | undefined {
    const form = encoding & 0x0f;
    if (form === 0x01 || form === 0x09) return undefined;
    return (form & 0x07) === 0 ? this.bits / 8 : FIXED_SIZES[form & 0x07];
  }

  private unsigned(size: 2 | 4 | 8): bigint {
    const at = this.at;
    this.at += size;
    if (size === 8) return this.view.u64(at);
    return BigInt(size === 4 ? this.view.u32(at) : this.view.u16(at));
  }

  private leb128(): { value: bigint; width: number } {
    let value = 0n;
    for (let index = 0; index < LONGEST_LEB128; index++) {
      const byte = this.u8();
      value |= BigInt(byte & 0x7f) << BigInt(index * 7);
      if ((byte & 0x80) === 0) return { value, width: (index + 1) * 7 };
    }
    return { value, width: LONGEST_LEB128 * 7 };
  }
}
