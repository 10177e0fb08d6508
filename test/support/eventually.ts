import { setTimeout as delay } from 'node:timers/promises';

/** For a machine that has much else to do: only what never happens is told by it. */
const LIMIT_MS = 180_000;

/** Tries until it does not throw any more, three minutes at most; then what it threw last. */
export async function eventually<Result>(attempt: () => Result | Promise<Result>): Promise<Result> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await delay(10);
  }
}
