import { latin1 } from './latin1';

/** Reads integers of one byte order out of bytes. Total: what lies outside reads as 0, so `covers` is asked first where that matters. */
export class ByteView {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian: boolean,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  covers(offset: number, length: number): boolean {
    return offset >= 0 && length >= 0 && offset + length <= this.bytes.length;
  }

  u8(offset: number): number {
    return this.bytes[offset] ?? 0;
  }

  u16(offset: number): number {
    return this.covers(offset, 2) ? this.view.getUint16(offset, this.littleEndian) : 0;
  }

  u32(offset: number): number {
    return this.covers(offset, 4) ? this.view.getUint32(offset, this.littleEndian) : 0;
  }

  u64(offset: number): bigint {
    return this.covers(offset, 8) ? this.view.getBigUint64(offset, this.littleEndian) : 0n;
  }

  /** A 64-bit file offset or size. Not exact above 2^53, which is beyond the end of every file. */
  size64(offset: number): number {
    return Number(this.u64(offset));
  }

  /** Bytes as characters 0-255, up to the first NUL, at most `length`. */
  text(offset: number, length: number): string {
    if (offset < 0 || length <= 0) return '';
    const bytes = this.bytes.subarray(offset, offset + length);
    const end = bytes.indexOf(0);
    return latin1(end < 0 ? bytes : bytes.subarray(0, end));
  }
}
