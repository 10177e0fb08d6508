import { Clock } from '#application/ports/clock.port';
import { NOON } from '#test/builders/job';

/** Stands still until it is told to go on. */
export class FakeClock extends Clock {
  constructor(private time = NOON) {
    super();
  }

  now(): number {
    return this.time;
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}
