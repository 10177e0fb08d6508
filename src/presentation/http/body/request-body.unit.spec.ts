import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

import { bodyOf } from './request-body';

function requestOf(chunks: readonly Uint8Array[]): IncomingMessage {
  return Readable.from(chunks) as IncomingMessage;
}

describe('bodyOf', () => {
  it('gives each chunk whole, and its memory back once the next one is asked for', async () => {
    const chunks = [1, 2, 3].map((value) => new Uint8Array(1000).fill(value));
    const seen: number[][] = [];
    for await (const chunk of bodyOf(requestOf(chunks))) seen.push([chunk.length, chunk[0] ?? 0, chunk[999] ?? 0]);
    expect(seen).toEqual([1, 2, 3].map((value) => [1000, value, value]));
    expect(chunks.map(({ buffer }) => buffer.byteLength)).toEqual([0, 0, 0]);
  });

  it('leaves alone what shares its memory', async () => {
    const memory = new Uint8Array(1000);
    for await (const chunk of bodyOf(requestOf([memory.subarray(0, 500), memory.subarray(500)]))) chunk.fill(7);
    expect(memory).toEqual(new Uint8Array(1000).fill(7));
  });

  it('leaves the last chunk and the connection to who stops in the middle', async () => {
    const chunks = [1, 2].map((value) => new Uint8Array(1000).fill(value));
    const request = requestOf(chunks);
    for await (const chunk of bodyOf(request)) {
      expect(chunk[0]).toBe(1);
      break;
    }
    expect(chunks[0]?.buffer.byteLength).toBe(1000);
    expect(request.destroyed).toBe(false);
  });

  it('refuses a body whose connection ends before it is whole', async () => {
    const request = requestOf([new Uint8Array(10)]);
    request.destroy(new Error('cut off'));
    const read = async (): Promise<void> => {
      for await (const chunk of bodyOf(request)) expect(chunk).toBeDefined();
    };
    await expect(read()).rejects.toMatchObject({ code: 'INVALID_OPTION', cause: { message: 'cut off' } });
  });
});
