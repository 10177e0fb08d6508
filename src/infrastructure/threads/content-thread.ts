import { parentPort } from 'node:worker_threads';

import type { ContentRequest } from '#infrastructure/headers/read-content';
import { readContent } from '#infrastructure/headers/read-content';
import { BlockingFileSource } from './blocking-file-source';
import { collectGarbage } from './collect-garbage';
import type { FromContentThread } from './content-thread-handle';
import { portable } from './portable-error';

/** The program of a thread that reads all bytes of one file after the other; it is ended when nobody waits any more. */
async function answer(request: ContentRequest): Promise<FromContentThread> {
  try {
    const content = await BlockingFileSource.using(request.samplePath, (source) => readContent(request, source));
    return { kind: 'read', content };
  } catch (error) {
    return { kind: 'failed', error: portable(error) };
  }
}

const port = parentPort;
if (port === null) throw new Error('This is the program of a thread.');
port.on('message', (request: ContentRequest) => {
  void answer(request).then((said) => {
    port.postMessage(said);
    // Behind the answer.
    setImmediate(collectGarbage);
  });
});
