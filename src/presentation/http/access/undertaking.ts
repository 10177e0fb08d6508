import type { IncomingMessage } from 'node:http';

import type { SpentQuota } from '#application/access/spend-quota';

/** What a request has taken on so far. */
export interface Undertaking {
  /** Quota that was counted ahead. */
  spent?: SpentQuota;
  /** Id of what it has brought into being. */
  created?: string;
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
