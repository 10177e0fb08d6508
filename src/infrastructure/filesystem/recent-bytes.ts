import { SECOND_MS } from '#domain/shared/quantities';

/** How many bytes have come in the last seconds; counting a chunk costs one addition, whatever the rate. */
export class RecentBytes {
  /** One for each second. One more than asked for: the second that has begun is not whole, and nobody is to look slower for it. */
  private readonly counts: Float64Array;
  private second: number;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(
    private readonly seconds: number,
    private readonly now: () => number,
  ) {
    this.counts = new Float64Array(seconds + 1);
    this.second = this.current();
  }

  add(bytes: number): void {
    this.forgetOlder();
    const slot = this.second % this.counts.length;
    this.counts[slot] = (this.counts[slot] ?? 0) + bytes;
  }

  /** Bytes a second, on average. */
  rate(): number {
    this.forgetOlder();
    return this.counts.reduce((sum, count) => sum + count, 0) / this.seconds;
  }

  private forgetOlder(): void {
    const current = this.current();
    const passed = Math.min(current - this.second, this.counts.length);
    for (let step = 1; step <= passed; step += 1) this.counts[(this.second + step) % this.counts.length] = 0;
    this.second = current;
  }

  private current(): number {
    return Math.floor(this.now() / SECOND_MS);
  }
}
