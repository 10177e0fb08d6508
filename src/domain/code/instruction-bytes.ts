/** No instruction of x86 is longer. Source: Intel SDM volume 2, 2.3.11. */
export const LONGEST_INSTRUCTION = 15;

/** The bytes of one instruction, one field after the other. Behind their end all are 0, and `isWhole` says so. */
export class InstructionBytes {
  /** Offset of the next field in the code. */
  protected at = 0;
  private end = 0;
  private readonly view: DataView;

  constructor(protected readonly code: Uint8Array) {
    this.view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  }

  protected beginAt(offset: number): void {
    this.at = offset;
    this.end = Math.min(this.code.length, offset + LONGEST_INSTRUCTION);
  }

  protected get isWhole(): boolean {
    return this.at <= this.end;
  }

  protected next(): number {
    const byte = this.at < this.end ? (this.code[this.at] ?? 0) : 0;
    this.at += 1;
    return byte;
  }

  protected skip(bytes: number): void {
    this.at += bytes;
  }

  /** A little-endian signed field of 1, 2, 4 or 8 bytes; of 8, as far as 53 bits carry it. */
  protected signed(size: number): number {
    const at = this.at;
    this.at += size;
    if (!this.isWhole) return 0;
    if (size === 1) return this.view.getInt8(at);
    if (size === 2) return this.view.getInt16(at, true);
    if (size === 4) return this.view.getInt32(at, true);
    return this.view.getInt32(at + 4, true) * 2 ** 32 + this.view.getUint32(at, true);
  }
}
