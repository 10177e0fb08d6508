import type { IncomingMessage } from 'node:http';
import { MessageChannel } from 'node:worker_threads';

import { cutBody } from './cut-body';

/** Closed: what changes hands through it is nobody's, and is freed at once. */
const nowhere = closedPort();

/**
 * The body as it comes; the connection stays open whatever becomes of it, for it still has to carry the answer. A chunk is valid
 * until the next one is asked for: then its memory is given back, and taken for what comes next. Left to the collector of garbage,
 * uploads would fill tens of megabytes with what has been written long since.
 * @throws DomainError `INVALID_OPTION` when the connection ends before the body is whole.
 */
export function bodyOf(request: IncomingMessage): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => {
      const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array, undefined, undefined>;
      let last: Uint8Array | undefined;
      return {
        next: async () => {
          if (last !== undefined) giveBack(last);
          const result = await chunks.next().catch((cause: unknown) => {
            throw cutBody(cause);
          });
          last = result.value;
          return result;
        },
        // Who stops in the middle may be writing the last chunk yet: that one is left to the collector.
        return: async () => (await chunks.return?.()) ?? { done: true, value: undefined },
      };
    },
  };
}

/** One that shares its memory with others keeps it. */
function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) nowhere.postMessage(undefined, [buffer]);
}

function closedPort(): MessageChannel['port1'] {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}
