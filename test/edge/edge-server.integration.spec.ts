import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { edgeServer } from '#bootstrap/edge-server';
import { ServerSettings } from '#config/settings';
import { DomainError } from '#domain/shared/domain-error';
import { readJson } from '#presentation/http/json-body';
import { eventually } from '#test/support/eventually';
import { RawHttp } from '#test/support/raw-http';

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

    it('refuses chunks that turn out too large, and what does not arrive', async () => {
      const url = await start(asJson);
      const head = ['POST / HTTP/1.1', 'Host: here', 'Content-Type: application/json'];
      const chunked = [...head, 'Transfer-Encoding: chunked', '', '500', 'x'.repeat(0x500), ''];
      expect((await RawHttp.ask(url, ...chunked)).body).toBe('FILE_TOO_LARGE');
      expect((await RawHttp.ask(url, ...head, 'Content-Length: 5', '', '{')).body).toBe('REQUEST_TIMEOUT');
    });
  });
});
