import { setTimeout as delay } from 'node:timers/promises';

/** Tries until it does not throw any more, 5 s at most; then what it threw last. */
export async function eventually<Result>(attempt: () => Result | Promise<Result>, timeoutMs = 5000): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await delay(10);
  }
}
