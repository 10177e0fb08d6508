import { performance } from 'node:perf_hooks';

/** A moment after which nothing is waited for. */
export class Deadline {
  private readonly end: number;

  constructor(milliseconds: number) {
    this.end = performance.now() + milliseconds;
  }

  /** Milliseconds; 0 when it is over. */
  get remainingMs(): number {
    return Math.max(0, this.end - performance.now());
  }

  get isOver(): boolean {
    return this.remainingMs === 0;
  }

  /** One that ends `milliseconds` earlier. */
  before(milliseconds: number): Deadline {
    return new Deadline(this.remainingMs - milliseconds);
  }
}
