import { PassThrough } from 'node:stream';
import type { Response } from 'express';

import { tracesIn } from '#test/support/traces-in-signal';
import { beginEventStream } from './event-stream';

function aResponse(): { readonly response: Response; readonly read: PassThrough } {
  const read = new PassThrough({ highWaterMark: 100 });
  const response = Object.assign(read, {
    status: () => response,
    set: () => response,
    flushHeaders: () => undefined,
  }) as unknown as Response;
  return { response, read };
}

describe('an answer of events', () => {
  it('waits for a client that is slow to read, and not for one that is gone or once it is over', async () => {
    const stopping = new AbortController();
    const { response, read } = aResponse();
    const stream = beginEventStream(response, stopping.signal);
    let sent = 0;
    const send = async (): Promise<void> => {
      await stream.send('x'.repeat(200));
      sent += 1;
    };
    const first = send();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toBe(0);
    read.resume();
    await first;
    expect(sent).toBe(1);
    read.pause();
    const second = send();
    stopping.abort();
    await second;
    expect(stream.over.aborted).toBe(true);
    await send();
    stream.end();

    const gone = aResponse();
    const other = beginEventStream(gone.response, new AbortController().signal);
    const third = other.send('x'.repeat(200));
    gone.read.destroy();
    await third;
    expect(other.over.aborted).toBe(true);
    other.end();
  });

  it('leaves nothing in the signal of the process once its client is gone', async () => {
    const stopping = new AbortController();
    for (let time = 0; time < 3; time += 1) {
      const { response, read } = aResponse();
      const stream = beginEventStream(response, stopping.signal);
      read.destroy();
      await new Promise((resolve) => setImmediate(resolve));
      expect(stream.over.aborted).toBe(true);
      stream.end();
    }
    expect(tracesIn(stopping.signal)).toBe(0);
  });
});
