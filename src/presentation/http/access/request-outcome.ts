import type { IncomingMessage } from 'node:http';

import type { SpentQuota } from '#application/access/spend-quota';

/** What has come of a request so far. */
export interface RequestOutcome {
  /** Quota that was counted ahead. */
  spent?: SpentQuota;
  /** Takes it out of what was counted against the rate limits. Never rejects. */
  takeBack?: () => Promise<void>;
  /** Id of what it has brought into being. */
  created?: string;
  /** What came into being costs nothing of the quota by itself. */
  free?: boolean;
}

const outcomes = new WeakMap<IncomingMessage, RequestOutcome>();

export function outcomeOf(request: IncomingMessage): RequestOutcome {
  const known = outcomes.get(request);
  if (known !== undefined) return known;
  const fresh: RequestOutcome = {};
  outcomes.set(request, fresh);
  return fresh;
}

/**
 * Says that the request was accepted and what came of it: a job, a key, an upload. The audit names it, and a submission's
 * quota is spent from here on; one that never gets here has its quota given back.
 */
export function markCreated(request: IncomingMessage, id: string): void {
  outcomeOf(request).created = id;
}

/** The same of what only prepares a submission: an announced upload is counted once, when it is analysed. */
export function markPrepared(request: IncomingMessage, id: string): void {
  Object.assign(outcomeOf(request), { created: id, free: true } satisfies RequestOutcome);
}
