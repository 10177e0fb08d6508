import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';

import { RawHttp } from '#test/support/raw-http';
import { endSoon } from './end-soon';

const REQUEST = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n';

describe('the end of a connection whose client is still sending', () => {
  let server: Server;
  let url: string;

  const serve = async (lingerMs: number): Promise<void> => {
    server = createServer((request, response) => {
      response.setHeader('Connection', 'close');
      request.resume();
      endSoon(request.socket, lingerMs);
      response.end('refused');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterEach(async () => {
    server.close();
    await once(server, 'close');
  });

  it('is an end after the answer, never a reset that could overtake it, while what comes is read', async () => {
    await serve(600_000);
    const client = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
    const faults: Error[] = [];
    client.on('error', (fault) => faults.push(fault));
    let answer = '';
    client.setEncoding('utf8').on('data', (words: string) => {
      answer += words;
    });
    client.write(REQUEST);
    await once(client, 'end');
    expect(answer).toMatch(/^HTTP\/1.1 200 [^]*refused$/);
    // More than any buffer between the two holds.
    const isSent = await new Promise((resolve) => {
      client.write(Buffer.alloc(32 * 1024 * 1024), (fault) => {
        resolve(fault === null || fault === undefined);
      });
    });
    expect([isSent, faults]).toEqual([true, []]);
    client.destroy();
  });

  it('comes by itself for one that never ends', async () => {
    await serve(1);
    const client = await RawHttp.connect(url);
    client.send(REQUEST);
    expect((await client.answer()).body).toBe('refused');
    client.socket.on('error', () => undefined);
    const sending = setInterval(() => client.socket.write('more'), 5);
    if (!client.isClosed) await once(client.socket, 'close');
    clearInterval(sending);
  });
});
