/** Kept for the next; what is beyond it was needed by many uploads at once. */
const MOST_KEPT = 16;

/**
 * Memory of one size in which streams lie while they are hashed and written. It is taken again and again: left to the collector of
 * garbage, uploads would fill tens of megabytes with what has been written long since. Threads see it without a copy.
 */
export class SliceMemory {
  private readonly kept: Uint8Array[] = [];

  /** @param bytes of a slice */
  constructor(private readonly bytes: number) {}

  /** With whatever was in it. */
  take(): Uint8Array {
    return this.kept.pop() ?? new Uint8Array(new SharedArrayBuffer(this.bytes));
  }

  /** By the one who has taken it, when nobody reads it any more. */
  giveBack(slice: Uint8Array): void {
    if (this.kept.length < MOST_KEPT) this.kept.push(slice);
  }
}
