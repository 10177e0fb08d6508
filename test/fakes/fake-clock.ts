import { Clock } from '#application/ports/clock.port';
import { NOON } from '#test/builders/job';

/** Stands still until it is told to go on. */
export class FakeClock extends Clock {
  private passed = 0;

  constructor(private time = NOON) {
    super();
  }

  now(): number {
    return this.time;
  }

  elapsed(): number {
    return this.passed;
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
    this.passed += milliseconds;
  }

  /** It is set: no time passes. */
  jump(milliseconds: number): void {
    this.time += milliseconds;
  }
}
