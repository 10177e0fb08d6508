import type { CodeSeed } from './code-order';
import { firstAbove } from './int-list';

/** The bounds that tables give functions; those that overlap the next ones end where those begin. */
export class KnownBounds {
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;

  /** @param seeds ascending. @param limit where the code ends. */
  constructor(seeds: readonly CodeSeed[], limit: number) {
    const whole = seeds.filter(({ size, isWhole }) => isWhole && size > 0);
    this.starts = Int32Array.from(whole, ({ place }) => place);
    this.ends = Int32Array.from(whole, ({ place, size }, index) => {
      return Math.min(place + size, whole[index + 1]?.place ?? limit);
    });
  }

  get count(): number {
    return this.starts.length;
  }

  start(index: number): number {
    return this.starts[index] ?? 0;
  }

  end(index: number): number {
    return this.ends[index] ?? 0;
  }

  /** The index of those around a place; -1 where it lies in none. */
  around(place: number): number {
    const index = firstAbove(this.starts, place) - 1;
    return index >= 0 && place < this.end(index) ? index : -1;
  }

  /** In the midst of bounds, where no function begins. */
  isInside(place: number): boolean {
    const index = this.around(place);
    return index >= 0 && this.start(index) !== place;
  }

  /** Where the last ones before a place end; 0 where there are none. */
  lastEnd(place: number): number {
    const index = firstAbove(this.starts, place) - 1;
    return index < 0 ? 0 : this.end(index);
  }

  /** Where the next ones begin behind a place; `limit` where none do. */
  nextStart(place: number, limit: number): number {
    const index = firstAbove(this.starts, place);
    return index < this.starts.length ? this.start(index) : limit;
  }
}
