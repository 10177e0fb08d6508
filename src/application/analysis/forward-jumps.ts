import type { Clock } from '#application/ports/clock.port';

/** A clock that is set to the right time little by little goes faster by a two-thousandth at most, by less than this between two looks. */
const JUMP_MS = 5000;

/** Whether the time of day was set forward while this process runs: what came before such a jump looks older than it is. */
export class ForwardJumps {
  private lead: number;
  /** By `Clock.elapsed`. */
  private noticedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {
    this.lead = this.leadNow();
  }

  /** Whether an age of so many milliseconds, by the time of day, is none that a jump has made. To be asked from time to time. */
  vouchFor(milliseconds: number): boolean {
    const lead = this.leadNow();
    if (lead - this.lead > JUMP_MS) this.noticedAt = this.clock.elapsed();
    this.lead = lead;
    return this.clock.elapsed() - this.noticedAt >= milliseconds;
  }

  /** Of the time of day over the time that has passed. */
  private leadNow(): number {
    return this.clock.now() - this.clock.elapsed();
  }
}
