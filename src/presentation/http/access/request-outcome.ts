import type { IncomingMessage } from 'node:http';

import type { SpentQuota } from '#application/access/spend-quota';

/** What a request has taken on so far. */
export interface Undertaking {
  /** Quota that was counted ahead. */
  spent?: SpentQuota;
  /** Id of what it has brought into being. */
  created?: string;
  /** What came into being costs nothing of the quota by itself. */
  free?: boolean;
}

const undertakings = new WeakMap<IncomingMessage, Undertaking>();

export function undertakingOf(request: IncomingMessage): Undertaking {
  const known = undertakings.get(request);
  if (known !== undefined) return known;
  const fresh: Undertaking = {};
  undertakings.set(request, fresh);
  return fresh;
}

/**
 * Says that the request was accepted and what came of it: a job, a key, an upload. The audit names it, and a submission's
 * quota is spent from here on; one that never gets here has its quota given back.
 */
export function markCreated(request: IncomingMessage, id: string): void {
  undertakingOf(request).created = id;
}

/** The same of what only prepares a submission: an announced upload is counted once, when it is analysed. */
export function markPrepared(request: IncomingMessage, id: string): void {
  Object.assign(undertakingOf(request), { created: id, free: true } satisfies Undertaking);
}
