/** Numbers of 32 bits in a row that grows. */
export class IntList {
  length = 0;
  private items: Int32Array;

  constructor(capacity = 1024) {
    this.items = new Int32Array(capacity);
  }

  push(item: number): void {
    if (this.length === this.items.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = item;
  }

  /** The last one, taken off; 0 where none is left. */
  pop(): number {
    return this.length === 0 ? 0 : (this.items[--this.length] ?? 0);
  }

  at(index: number): number {
    return this.items[index] ?? 0;
  }

  set(index: number, item: number): void {
    this.items[index] = item;
  }

  /** All of them, as long as nothing is pushed. */
  view(): Int32Array {
    return this.items.subarray(0, this.length);
  }
}

/** The index of the first of ascending numbers that is greater. */
export function firstAbove(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
