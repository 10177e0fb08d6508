import { setTimeout as delay } from 'node:timers/promises';

import { Refusal } from '#client/refusal';
import { SECOND_MS } from '#domain/shared/quantities';

/** Refusals that pass: the same call is right a little later. */
const PASSING = ['RATE_LIMIT_EXCEEDED', 'QUEUE_FULL', 'OVERLOADED', 'SERVICE_UNAVAILABLE'];
const LONGEST_WAIT_S = 120;
const MOST_TRIES = 20;

/** Asks again as long as the service says when. @throws Refusal any other, or after many tries */
export async function withPatience<Answer>(ask: () => Promise<Answer>, stop: AbortSignal): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (refusal) {
      const after = refusal instanceof Refusal && PASSING.includes(refusal.code) ? refusal.retryAfter : undefined;
      if (after === undefined || after > LONGEST_WAIT_S || tries >= MOST_TRIES) throw refusal;
      await delay(after * SECOND_MS, undefined, { signal: stop });
    }
  }
}
