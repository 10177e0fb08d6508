import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';

import { ServerSettings } from '#config/settings/server';
import { DomainError } from '#domain/shared/domain-error';
import { endSoon } from '#presentation/http/answer/end-soon';
import { readJson } from '#presentation/http/body/json-body';
import { eventually } from '#test/support/eventually';
import { RawHttp } from '#test/support/raw-http';
import { edgeServer } from './edge-server';

describe('edgeServer', () => {
  let server: Server | undefined;

  const start = async (
    listener: (request: IncomingMessage, response: ServerResponse) => void,
    settings: Partial<ServerSettings> = {},
  ): Promise<string> => {
    server = edgeServer(Object.assign(new ServerSettings(), settings), listener);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const say = (text: string) => (_request: IncomingMessage, response: ServerResponse) => {
    response.end(text);
  };

  it('sets every limit of its own, leaving none to the defaults of Node.js', async () => {
    await start(say('hello'));
    expect(server).toMatchObject({
      headersTimeout: 60_000,
      requestTimeout: 0,
      keepAliveTimeout: 75_000,
      timeout: 60_000,
      maxConnections: 1000,
      maxHeadersCount: 0,
    });
  });

  it('closes a connection beyond the largest number at once, and takes one again when another has gone', async () => {
    const url = await start(say('hello'), { maxConnections: 2 });
    const first = await RawHttp.connect(url);
    const second = await RawHttp.connect(url);
    const third = await RawHttp.connect(url);
    await third.closed();
    expect(third.text).toBe('');
    first.end();
    await eventually(async () => {
      const another = await RawHttp.connect(url);
      another.send('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
      expect((await another.answer()).body).toBe('hello');
      another.end();
    });
    second.end();
  });

  it('ignores an expectation that it does not know', async () => {
    const url = await start(say('hello'));
    const answer = await RawHttp.ask(url, 'GET / HTTP/1.1', 'Host: here', 'Expect: miracles', '', '');
    expect(answer).toMatchObject({ status: 200, body: 'hello' });
  });

  it('ends a connection whose request turns out unreadable after its answer has begun', async () => {
    const url = await start((_request, response) => {
      response.write('begun');
    });
    const client = await RawHttp.connect(url);
    client.send('POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
    client.send('zz\r\n');
    await client.closed();
    expect(client.text).not.toContain('400');
  });

  it('never answers a bad request in the place of the one before it', async () => {
    const url = await start(() => undefined);
    const client = await RawHttp.connect(url);
    client.send('GET / HTTP/1.1\r\nHost: here\r\n\r\nnonsense\r\n\r\n');
    await client.closed();
    expect(client.text).toBe('');
  });

  it('hears every fault of a request and of its answer, also when nobody else listens', async () => {
    const url = await start((request, response) => {
      request.emit('error', new Error('late'));
      response.emit('error', new Error('later'));
      response.end('alive');
    });
    expect((await RawHttp.ask(url, 'GET / HTTP/1.1', 'Host: here', '', '')).body).toBe('alive');
  });

  describe('requests that are sent ahead', () => {
    const ASK = 'GET / HTTP/1.1\r\nHost: here\r\n\r\n';

    it('are answered one after the other, each when the answer before it has gone out', async () => {
      const [seen, most] = [{ open: 0 }, { open: 0 }];
      let asked = 0;
      const url = await start((_request, response) => {
        most.open = Math.max(most.open, (seen.open += 1));
        response.once('close', () => {
          seen.open -= 1;
        });
        const text = `answer ${(asked += 1)}`;
        if (asked % 10 === 0) setImmediate(() => response.end(text));
        else response.end(text);
      });
      const client = await RawHttp.connect(url);
      client.send(ASK.repeat(1000));
      for (let count = 1; count <= 1000; count += 1) expect((await client.answer()).body).toBe(`answer ${count}`);
      expect([most.open, asked]).toEqual([1, 1000]);
      client.send(ASK);
      expect((await client.answer()).body).toBe('answer 1001');
      client.end();
    });

    it('are not read further than one piece while the first of them is being answered, and all are answered then', async () => {
      const responses: ServerResponse[] = [];
      let bytesRead = (): number => 0;
      let [isHeld, answered] = [true, 0];
      const url = await start((request, response) => {
        bytesRead = () => request.socket.bytesRead;
        // What Node does when a body is read, or dropped: it has the connection go on.
        request.socket.resume();
        response.once('finish', () => {
          answered += 1;
        });
        if (isHeld) responses.push(response);
        else response.end('x');
      });
      const client = await RawHttp.connect(url);
      const count = 20_000;
      client.send(ASK.repeat(count));
      await eventually(() => {
        expect(responses).toHaveLength(1);
      });
      for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
      expect([responses.length, bytesRead() <= 128 * 1024]).toEqual([1, true]);
      isHeld = false;
      client.socket.removeAllListeners('data').resume();
      responses[0]?.end('x');
      await eventually(() => {
        expect([bytesRead(), answered]).toEqual([count * ASK.length, count]);
      });
      client.end();
    });

    it('end their connection where too many wait in all, and no other one', async () => {
      let asked = 0;
      const url = await start(() => {
        asked += 1;
      });
      const greedy = await Promise.all(Array.from({ length: 6 }, () => RawHttp.connect(url)));
      for (const client of greedy) client.send(ASK.repeat(2200));
      await eventually(() => {
        expect(greedy.filter(({ isClosed }) => isClosed).length).toBeGreaterThan(0);
      });
      const patient = greedy.filter(({ isClosed }) => !isClosed);
      expect(patient.length).toBeGreaterThanOrEqual(4);
      expect(asked).toBeLessThanOrEqual(greedy.length);
      for (const client of greedy) client.end();
    });

    it('are forgotten with their connection, and are not begun behind the last answer of one', async () => {
      const paths: (string | undefined)[] = [];
      const url = await start((request, response) => {
        paths.push(request.url);
        if (request.url === '/last') response.setHeader('Connection', 'close').end('last');
      });
      for (let round = 0; round < 8; round += 1) {
        const client = await RawHttp.connect(url);
        client.send(ASK.repeat(2000));
        await eventually(() => {
          expect(paths).toHaveLength(round + 1);
        });
        client.end();
      }
      const client = await RawHttp.connect(url);
      client.send(`${ASK.replace('/', '/last')}${ASK.replace('/', '/behind')}`);
      expect((await client.answer()).body).toBe('last');
      await client.closed();
      expect(paths.slice(8)).toEqual(['/last']);
    });

    it('are not begun behind the refusal of a body that is still coming', async () => {
      const paths: (string | undefined)[] = [];
      const url = await start((request, response) => {
        paths.push(request.url);
        request.resume();
        endSoon(request.socket, 600_000);
        response.setHeader('Connection', 'close').end('refused');
      });
      const parsed: (string | undefined)[] = [];
      server?.on('request', (request: IncomingMessage) => parsed.push(request.url));
      const { hostname: host, port } = new URL(url);
      const client = connect({ host, port: Number(port), allowHalfOpen: true });
      client.resume().write('POST /refused HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n12345');
      await once(client, 'end');
      client.write(`67890${ASK.replace('/', '/behind')}`);
      await eventually(() => {
        expect(parsed).toEqual(['/refused', '/behind']);
      });
      expect(paths).toEqual(['/refused']);
      client.destroy();
    });

    it('go on where the last one has a body', async () => {
      const url = await start((request, response) => {
        let bytes = 0;
        request.on('data', (chunk: Buffer) => (bytes += chunk.length)).once('end', () => response.end(String(bytes)));
      });
      const client = await RawHttp.connect(url);
      client.send(`${ASK.repeat(100)}POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 3000000\r\n\r\n`);
      client.send(Buffer.alloc(3_000_000));
      client.send(ASK);
      const bodies: string[] = [];
      for (let count = 0; count < 102; count += 1) bodies.push((await client.answer()).body);
      expect(bodies.slice(99)).toEqual(['0', '3000000', '0']);
      client.end();
    });
  });

  describe('readJson', () => {
    const asJson = (request: IncomingMessage, response: ServerResponse): void => {
      const limits = { requestIdleSeconds: 1, slowUploadSeconds: 60, minUploadKbPerSecond: 64, maxJsonKb: 1 };
      readJson(request, limits).then(
        (value) => response.end(JSON.stringify(value)),
        (error: unknown) => response.end(error instanceof DomainError ? error.code : String(error)),
      );
    };
    const post = async (body: string, headers: readonly string[] = []): Promise<string> => {
      const url = await start(asJson);
      const type = headers.length > 0 ? headers : ['Content-Type: application/json; charset=utf-8'];
      const length = `Content-Length: ${Buffer.byteLength(body)}`;
      return (await RawHttp.ask(url, 'POST / HTTP/1.1', 'Host: here', ...type, length, '', body)).body;
    };

    it('reads an object', async () => {
      expect(await post('{"a":[1,{"b":"é"}]}')).toBe('{"a":[1,{"b":"é"}]}');
    });

    it.each([
      ['{"a":', 'INVALID_OPTION'],
      ['[1]', 'INVALID_OPTION'],
      ['', 'INVALID_OPTION'],
      [`{"a":"${'x'.repeat(1025)}"}`, 'FILE_TOO_LARGE'],
    ])('refuses %.20s', async (body, code) => {
      expect(await post(body)).toBe(code);
    });

    it('refuses another media type', async () => {
      expect(await post('{}', ['Content-Type: text/plain'])).toBe('UNSUPPORTED_MEDIA_TYPE');
    });

    it('refuses a body that is cut off, also one that was cut off before it was read', async () => {
      const codes: string[] = [];
      const url = await start((request) => {
        const limits = { requestIdleSeconds: 60, slowUploadSeconds: 60, minUploadKbPerSecond: 64, maxJsonKb: 1 };
        const read = (): Promise<unknown> =>
          readJson(request, limits).catch((error: unknown) => codes.push((error as DomainError).code));
        void read().then(read);
      });
      const client = await RawHttp.connect(url);
      client.send('POST / HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{');
      client.socket.end();
      await eventually(() => {
        expect(codes).toEqual(['INVALID_OPTION', 'INVALID_OPTION']);
      });
    });

    it('refuses chunks that turn out too large, and what does not arrive', async () => {
      const url = await start(asJson);
      const head = ['POST / HTTP/1.1', 'Host: here', 'Content-Type: application/json'];
      const chunked = [...head, 'Transfer-Encoding: chunked', '', '500', 'x'.repeat(0x500), ''];
      expect((await RawHttp.ask(url, ...chunked)).body).toBe('FILE_TOO_LARGE');
      expect((await RawHttp.ask(url, ...head, 'Content-Length: 5', '', '{')).body).toBe('REQUEST_TIMEOUT');
    });
  });
});
