import type { Clock } from '#application/ports/clock.port';
import type { RateBudget, RateState, RateVerdict } from '#application/ports/rate-limiter.port';
import { RateLimiter } from '#application/ports/rate-limiter.port';
import type { RateWindow } from '#domain/access/rate-limits';
import { FakeClock } from './fake-clock';

interface Counted {
  readonly ticket: string;
  readonly at: number;
}

/** Times in memory, by a clock that the test sets. */
export class FakeRateLimiter extends RateLimiter {
  private readonly counted = new Map<string, readonly Counted[]>();
  private tickets = 0;

  constructor(private readonly clock: Clock = new FakeClock()) {
    super();
  }

  async take(budget: RateBudget, windows: readonly RateWindow[]): Promise<RateVerdict> {
    await Promise.resolve();
    const [key, now] = [keyOf(budget), this.clock.now()];
    const times = this.counted.get(key) ?? [];
    const states = windows.map((window) => stateOf(window, times, now));
    const allowed = states.every(({ remaining }) => remaining > 0);
    const [tightest] = states.sort((one, other) => one.remaining - other.remaining || other.resetMs - one.resetMs) as [
      RateState,
    ];
    const ticket = String((this.tickets += 1));
    if (allowed) this.counted.set(key, [...times, { ticket, at: now }]);
    return { allowed, ticket, state: { ...tightest, remaining: tightest.remaining - (allowed ? 1 : 0) } };
  }

  async giveBack(budget: RateBudget, ticket: string): Promise<void> {
    await Promise.resolve();
    const times = this.counted.get(keyOf(budget)) ?? [];
    this.counted.set(
      keyOf(budget),
      times.filter((counted) => counted.ticket !== ticket),
    );
  }
}

function keyOf({ subject, kind }: RateBudget): string {
  return `${subject} ${kind}`;
}

function stateOf({ limit, milliseconds }: RateWindow, times: readonly Counted[], now: number): RateState {
  const within = times.filter(({ at }) => at > now - milliseconds).slice(-limit);
  const oldest = within[0]?.at ?? now;
  return { limit, remaining: limit - within.length, resetMs: oldest + milliseconds - now };
}
