import type { MessagePort } from 'node:worker_threads';

import { BlockingFileSource } from '#infrastructure/filesystem/blocking-file-source';
import { encodePieces } from '#infrastructure/packing/piece-encoder';
import { readContent } from '#infrastructure/readers/read-content';
import type { BulkOrder } from './bulk-thread-handle';
import { collectGarbage } from './collect-garbage';
import { ownMemoryOf } from './own-memory';
import type { CarriedOut } from './take-orders';
import { takeOrders } from './take-orders';

/** Milliseconds without an order: by then the analysis that gave them does not wait for the processor any more. */
const REST_MS = 1000;

/** The program of a bulk thread: orders end in the order in which they came. */
export function runBulkThread(port: MessagePort): void {
  let last: Promise<unknown> = Promise.resolve();
  let rest: NodeJS.Timeout | undefined;
  takeOrders(port, (order: BulkOrder) => {
    clearTimeout(rest);
    const carriedOut = last.then(() => carryOut(order));
    last = carriedOut
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(rest);
        rest = setTimeout(collectGarbage, REST_MS);
      });
    return carriedOut;
  });
}

async function carryOut(order: BulkOrder): Promise<CarriedOut> {
  if (order.kind === 'encode') {
    const pieces = encodePieces(order.plains, order.compression);
    return { result: pieces, memory: ownMemoryOf(pieces) };
  }
  const { request } = order;
  return {
    result: await BlockingFileSource.using(request.samplePath, (source) => readContent(request, source)),
  };
}
