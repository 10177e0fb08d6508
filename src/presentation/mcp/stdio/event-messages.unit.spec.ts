import { eventMessages } from './event-messages';

function streamOf(...chunks: readonly string[]): ReadableStream<Uint8Array> {
  const bytes = chunks.map((chunk) => new Uint8Array(Buffer.from(chunk, 'latin1')));
  return new ReadableStream({
    start: (controller) => {
      for (const chunk of bytes) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function allOf(stream: ReadableStream<Uint8Array>, most: number): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const data of eventMessages(stream, most)) all.push(data);
  return all;
}

describe('messages of a stream of events', () => {
  it('come whole, wherever the stream was cut', async () => {
    const text = Buffer.from(
      'event: message\ndata: {"a":"ä"}\n\n: still here\n\ndata: 1\ndata: 2\r\n\r\ndata: cut',
    ).toString('latin1');
    for (let cut = 0; cut <= text.length; cut += 1) {
      const stream = streamOf(text.slice(0, cut), text.slice(cut));
      expect(await allOf(stream, 1000)).toEqual(['{"a":"ä"}', '1\n2']);
    }
  });

  it('are not awaited for ever', async () => {
    const endless = streamOf(...Array.from({ length: 100 }, () => 'data: more'));
    await expect(allOf(endless, 500)).rejects.toThrow('longer than 500');
  });
});
