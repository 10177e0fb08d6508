import type { ServerResponse } from 'node:http';

import type { RateState } from '#application/ports/rate-limiter.port';
import { SECOND_MS } from '#domain/shared/quantities';

/** What is left of the window with least left; seconds are rounded up, so that a client never comes too early. */
export function setRateHeaders(response: ServerResponse, { limit, remaining, resetMs }: RateState): void {
  response.setHeader('RateLimit-Limit', limit);
  response.setHeader('RateLimit-Remaining', Math.max(0, remaining));
  response.setHeader('RateLimit-Reset', wholeSeconds(resetMs));
}

export function wholeSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / SECOND_MS));
}
