interface Entry<T> {
  readonly at: number;
  readonly value: T;
}

/** What happens next: a binary heap by time. */
export class EventHeap<T> {
  private readonly entries: Entry<T>[] = [];

  add(at: number, value: T): void {
    this.entries.push({ at, value });
    let index = this.entries.length - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.at(parent) <= at) break;
      this.swap(index, parent);
      index = parent;
    }
  }

  /** The earliest, `undefined` when there is none. */
  take(): Entry<T> | undefined {
    const [first] = this.entries;
    const last = this.entries.pop();
    if (first === undefined || last === undefined || this.entries.length === 0) return first;
    this.entries[0] = last;
    let index = 0;
    for (;;) {
      const child = this.earlierChild(index);
      if (child === undefined || this.at(index) <= this.at(child)) return first;
      this.swap(index, child);
      index = child;
    }
  }

  private earlierChild(index: number): number | undefined {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    if (left >= this.entries.length) return undefined;
    return right < this.entries.length && this.at(right) < this.at(left) ? right : left;
  }

  private at(index: number): number {
    return this.entries[index]!.at;
  }

  private swap(one: number, other: number): void {
    const moved = this.entries[one]!;
    this.entries[one] = this.entries[other]!;
    this.entries[other] = moved;
  }
}
