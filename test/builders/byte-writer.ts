/** A zero-filled buffer to write integers of one byte order into. */
export class ByteWriter {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    private readonly littleEndian: boolean,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(at: number, ...values: number[]): this {
    this.bytes.set(values, at);
    return this;
  }

  u16(at: number, ...values: number[]): this {
    values.forEach((value, index) => {
      this.view.setUint16(at + index * 2, value, this.littleEndian);
    });
    return this;
  }

  u32(at: number, ...values: number[]): this {
    values.forEach((value, index) => {
      this.view.setUint32(at + index * 4, value, this.littleEndian);
    });
    return this;
  }

  u64(at: number, ...values: (number | bigint)[]): this {
    values.forEach((value, index) => {
      this.view.setBigUint64(at + index * 8, BigInt.asUintN(64, BigInt(value)), this.littleEndian);
    });
    return this;
  }

  /** A word of 4 or 8 bytes. */
  word(wide: boolean, at: number, value: number | bigint): this {
    return wide ? this.u64(at, value) : this.u32(at, Number(value));
  }

  text(at: number, text: string): this {
    this.bytes.set(Buffer.from(text, 'latin1'), at);
    return this;
  }
}
