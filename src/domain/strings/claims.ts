/** Ranges that a text has been found in, added in their order, apart from each other. */
export class Claims {
  private ranges: { readonly start: number; readonly end: number }[] = [];

  add(start: number, end: number): void {
    this.ranges.push({ start, end });
  }

  /** Whether one of them has bytes in common with this one. */
  meet(start: number, end: number): boolean {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ranges[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return (this.ranges[low]?.start ?? Infinity) < end;
  }

  /** Nobody asks for what lies before any more. */
  forget(before: number): void {
    if ((this.ranges[0]?.end ?? Infinity) <= before) this.ranges = this.ranges.filter(({ end }) => end > before);
  }
}
