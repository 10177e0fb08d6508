/** Bytes that scanners have at hand, one after the other in the same memory. */
export class ScanMemory {
  private bytes = Buffer.alloc(0);

  /** Behind the first `length` bytes. */
  append(length: number, bytes: Uint8Array): void {
    const needed = length + bytes.length;
    if (this.bytes.length < needed) {
      const larger = Buffer.alloc(needed * 2);
      this.bytes.copy(larger, 0, 0, length);
      this.bytes = larger;
    }
    this.bytes.set(bytes, length);
  }

  first(length: number): Buffer {
    return this.bytes.subarray(0, length);
  }

  /** What is behind the first `count` of `length` bytes is the first now. */
  drop(count: number, length: number): void {
    this.bytes.copyWithin(0, count, length);
  }
}
