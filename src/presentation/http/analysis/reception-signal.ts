import type { IncomingMessage } from 'node:http';

import { DomainError } from '#domain/shared/domain-error';

/** Aborts with `REQUEST_TIMEOUT` when no byte arrives for `idleMs`; call `release` when the body has been read. */
export function receptionSignal(
  request: IncomingMessage,
  idleMs: number,
): { signal: AbortSignal; release: () => void } {
  const idle = new AbortController();
  let seen = request.socket.bytesRead;
  let since = performance.now();
  const timer = setInterval(
    () => {
      const now = performance.now();
      if (request.socket.bytesRead !== seen) {
        seen = request.socket.bytesRead;
        since = now;
      } else if (now - since >= idleMs) {
        idle.abort(
          new DomainError(
            'REQUEST_TIMEOUT',
            `Nothing of the upload arrived for ${Math.round(idleMs / 1000)} seconds.`,
            {
              remediation: 'Send the file again over a steadier connection.',
            },
          ),
        );
      }
    },
    Math.max(50, Math.min(1000, idleMs / 4)),
  );
  timer.unref();
  return {
    signal: idle.signal,
    release: () => {
      clearInterval(timer);
    },
  };
}
