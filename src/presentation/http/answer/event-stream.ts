import type { Response } from 'express';

/** Keeps the connection in use for whoever watches it in between. */
const COMMENT_MS = 15_000;
/** What a client waits before it comes back. */
const RETRY_MS = 2000;
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Neither stored nor compressed nor held back by anything between us and the client.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/** An answer of server-sent events that has begun. */
export interface EventStream {
  /** Aborts when the client is gone. */
  readonly gone: AbortSignal;
  readonly end: () => void;
}

export function beginEventStream(response: Response): EventStream {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  response.status(200).set(HEADERS).flushHeaders();
  response.write(`retry: ${RETRY_MS}\n\n`);
  const comment = setInterval(() => {
    response.write(': still here\n\n');
  }, COMMENT_MS);
  return {
    gone: gone.signal,
    end: () => {
      clearInterval(comment);
      response.end();
    },
  };
}
