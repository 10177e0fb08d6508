import type { Response } from 'express';

import { LinkedSignal } from '#domain/shared/linked-signal';

/** Aborts when the client is gone, or `stopping` says that nothing is waited for any more; leaves nothing in that one. */
export function whileConnected(response: Response, stopping: AbortSignal): AbortSignal {
  const gone = new AbortController();
  const linked = new LinkedSignal([gone.signal, stopping]);
  const close = (): void => {
    gone.abort();
    linked.letGo();
  };
  if (response.closed) close();
  else response.once('close', close);
  return linked.signal;
}
