import { once } from 'node:events';
import type { Response } from 'express';

import { whileConnected } from './while-connected';

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
  /** Aborts when the client is gone, or nothing more is to be told. */
  readonly over: AbortSignal;
  /** Resolves when there is room for more: a client that is slow to read waits for what it has not read yet, or it is over. */
  readonly send: (event: string) => Promise<void>;
  readonly end: () => void;
}

/** @param stopping aborts when nothing more is to be told */
export function beginEventStream(response: Response, stopping: AbortSignal): EventStream {
  const over = whileConnected(response, stopping);
  response.status(200).set(HEADERS).flushHeaders();
  response.write(`retry: ${RETRY_MS}\n\n`);
  const comment = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': still here\n\n');
  }, COMMENT_MS);
  return {
    over,
    send: async (event) => {
      if (over.aborted || response.write(event)) return;
      await once(response, 'drain', { signal: over }).catch(() => undefined);
    },
    end: () => {
      clearInterval(comment);
      response.end();
    },
  };
}
