import { parentPort } from 'node:worker_threads';

import { BlockingFileSource } from '#infrastructure/filesystem/blocking-file-source';
import { encodePieces } from '#infrastructure/packing/piece-encoder';
import type { ContentRequest } from '#infrastructure/readers/read-content';
import { readContent } from '#infrastructure/readers/read-content';
import { collectGarbage } from './collect-garbage';
import { ownMemoryOf } from './own-memory';
import { portable } from './portable-error';
import type { FromSecondThread, ToSecondThread } from './second-thread-handle';

/** Milliseconds without an order: by then the analysis that gave them does not wait for the processor any more. */
const REST_MS = 1000;

const port = parentPort;
if (port === null) throw new Error('This is the program of a thread.');
const say = (said: FromSecondThread, memory: ArrayBuffer[] = []): void => {
  port.postMessage(said, memory);
};

/** Orders end in the order in which they came. */
let last: Promise<void> = Promise.resolve();
let rest: NodeJS.Timeout | undefined;
port.on('message', (order: ToSecondThread) => {
  clearTimeout(rest);
  last = last
    .then(() => carryOut(order))
    .catch((error: unknown) => {
      say({ kind: 'failed', error: portable(error) });
    })
    .finally(() => {
      clearTimeout(rest);
      rest = setTimeout(collectGarbage, REST_MS);
    });
});

async function carryOut(order: ToSecondThread): Promise<void> {
  if (order.kind === 'encode') {
    const pieces = encodePieces(order.plains, order.compression);
    say({ kind: 'done', result: pieces }, ownMemoryOf(pieces));
  } else {
    say({ kind: 'done', result: await read(order.request) });
  }
}

function read(request: ContentRequest): ReturnType<typeof readContent> {
  return BlockingFileSource.using(request.samplePath, (source) => readContent(request, source));
}
