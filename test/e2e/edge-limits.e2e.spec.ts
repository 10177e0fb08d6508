import { readdirSync, readFileSync } from 'node:fs';

import { eventually } from '#test/support/eventually';
import type { RawAnswer } from '#test/support/raw-http';
import { RawHttp } from '#test/support/raw-http';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const LS = readFileSync('/bin/ls');
const LIVE = '/api/v1/health/live';
const UPLOAD = [
  'POST /api/v1/analyze?analysis_depth=quick HTTP/1.1',
  'Host: here',
  'Content-Type: application/octet-stream',
];

function codeOf({ body }: RawAnswer): string {
  const { success, error } = JSON.parse(body) as { success: boolean; error: { code: string } };
  expect(success).toBe(false);
  return error.code;
}

function openSockets(): number {
  return readdirSync('/proc/self/fd').length;
}

describe('the limits at the edge', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({
      // Those that trickle are never idle so long, however busy the machine is.
      BIN2NLP_SERVER__REQUEST_IDLE_SECONDS: '3',
      BIN2NLP_SERVER__SLOW_UPLOAD_SECONDS: '2',
      BIN2NLP_SERVER__RESPONSE_IDLE_SECONDS: '1',
      BIN2NLP_SERVER__KEEP_ALIVE_SECONDS: '1',
      BIN2NLP_STORAGE__MAX_FILE_SIZE_MB: '1',
    });
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  const ask = (...lines: readonly string[]): Promise<RawAnswer> => RawHttp.ask(bin2nlp.url, ...lines, '', '');
  const connect = (): Promise<RawHttp> => RawHttp.connect(bin2nlp.url);
  const nothingIsLeft = (): Promise<void> =>
    eventually(async () => {
      expect(await bin2nlp.files()).toEqual([]);
    });

  describe('URI and headers', () => {
    it('refuses a URI of more than 8 KB with 414, also one that the parser would take', async () => {
      const uri = `${LIVE}?${'a'.repeat(8193 - LIVE.length - 1)}`;
      const answer = await ask(`GET ${uri} HTTP/1.1`, 'Host: here');
      expect([answer.status, codeOf(answer)]).toEqual([414, 'URI_TOO_LONG']);
      expect((await ask(`GET ${uri.slice(0, 8192)} HTTP/1.1`, 'Host: here')).status).toBe(200);
    });

    it('refuses headers of more than 16 KB with 431, also many small ones', async () => {
      const many = Array.from({ length: 2500 }, (_, index) => `X${index}: 1`);
      for (const lines of [[`X-Long: ${'a'.repeat(16_384)}`], many]) {
        const answer = await ask(`GET ${LIVE} HTTP/1.1`, 'Host: here', ...lines);
        expect([answer.status, codeOf(answer)]).toEqual([431, 'HEADERS_TOO_LARGE']);
      }
      expect((await ask(`GET ${LIVE} HTTP/1.1`, 'Host: here', `X-Long: ${'a'.repeat(16_000)}`)).status).toBe(200);
    });

    it('tells the two apart where the parser itself has had enough, with an id', async () => {
      const uri = await ask(`GET /${'a'.repeat(40_000)} HTTP/1.1`, 'Host: here');
      const headers = await ask(`GET ${LIVE} HTTP/1.1`, 'Host: here', `X-Long: ${'a'.repeat(40_000)}`);
      expect([uri.status, codeOf(uri)]).toEqual([414, 'URI_TOO_LONG']);
      expect([headers.status, codeOf(headers)]).toEqual([431, 'HEADERS_TOO_LARGE']);
      const { request_id: id } = JSON.parse(headers.body) as { request_id: string };
      expect(id).toMatch(UUID);
      expect(headers.headers).toMatchObject({ 'x-request-id': id, connection: 'close' });
    });

    it('answers under /v1 in the form of the File Magic API', async () => {
      const answers = [
        await ask(`GET /v1/ping?${'a'.repeat(8200)} HTTP/1.1`, 'Host: here'),
        await ask('GET /v1/ping HTTP/1.1', 'Host: here', `X-Long: ${'a'.repeat(40_000)}`),
        await ask('GET /v1/ping HTTP/1.1', 'Host: here', 'Content-Length: x'),
      ];
      expect(answers.map(({ status }) => status)).toEqual([414, 431, 400]);
      for (const { body } of answers) {
        expect(JSON.parse(body)).toMatchObject({ error: expect.any(String), request_id: expect.stringMatching(UUID) });
      }
    });
  });

  describe('slow clients', () => {
    it('whose headers never end are refused with 408', async () => {
      const client = await connect();
      client.send(`GET ${LIVE} HTTP/1.1\r\nHost: here\r\nX-Slow: `);
      const answer = await client.answer();
      expect([answer.status, codeOf(answer)]).toEqual([408, 'REQUEST_TIMEOUT']);
      await client.closed();
    });

    it('whose body trickles, never idle but too slow, are refused with 408', async () => {
      const client = await connect();
      client.send([...UPLOAD, 'Content-Length: 1000000', '', ''].join('\r\n'));
      const trickle = setInterval(() => {
        client.send(LS.subarray(0, 1000));
      }, 100);
      const answer = await client.answer();
      clearInterval(trickle);
      expect([answer.status, codeOf(answer)]).toEqual([408, 'REQUEST_TIMEOUT']);
      expect(answer.body).toContain('64 KB a second');
      await client.closed();
      await nothingIsLeft();
    });

    it('that do not read their answer are cut off', async () => {
      const client = await connect();
      client.send(`GET ${LIVE} HTTP/1.1\r\nHost: here\r\n\r\n`);
      await client.answer();
      client.socket.pause();
      const before = openSockets();
      // Enough answers to fill every buffer between the two.
      for (let asked = 0; asked < 400; asked += 1)
        client.send(`GET /api/v1/openapi.json HTTP/1.1\r\nHost: here\r\n\r\n`);
      await eventually(() => {
        expect(openSockets()).toBeLessThan(before);
      });
      client.end();
    });

    it('that keep a connection without using it are cut off', async () => {
      const client = await connect();
      client.send(`GET ${LIVE} HTTP/1.1\r\nHost: here\r\n\r\n`);
      expect((await client.answer()).status).toBe(200);
      await client.closed();
    });

    it('whose body nobody reads are answered and cut off', async () => {
      const client = await connect();
      client.send(`GET ${LIVE} HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n`);
      const trickle = setInterval(() => {
        client.send('x');
      }, 50);
      expect((await client.answer()).status).toBe(200);
      await client.closed();
      clearInterval(trickle);
    });
  });

  describe('bodies', () => {
    it('declared too large are refused with 413 before they are sent', async () => {
      const answer = await ask(...UPLOAD, 'Content-Length: 1048577');
      expect([answer.status, codeOf(answer), answer.headers['connection']]).toEqual([413, 'FILE_TOO_LARGE', 'close']);
      await nothingIsLeft();
    });

    it('are asked for only when they are read: a refused client never sends its own', async () => {
      const expecting = [...UPLOAD, 'Expect: 100-continue'];
      const client = await connect();
      client.send([...expecting, 'Content-Length: 5000000', '', ''].join('\r\n'));
      await eventually(() => {
        expect(client.text).toMatch(/^HTTP\/1.1 413/);
      });
      const wrong = await connect();
      wrong.send(
        ['POST /api/v1/analyze?colour=red HTTP/1.1', ...expecting.slice(1), 'Content-Length: 5', '', ''].join('\r\n'),
      );
      await eventually(() => {
        expect(wrong.text).toMatch(/^HTTP\/1.1 400/);
      });
      const right = await connect();
      right.send([...expecting, `Content-Length: ${LS.length}`, '', ''].join('\r\n'));
      await eventually(() => {
        expect(right.text).toMatch(/^HTTP\/1.1 100/);
      });
      right.send(LS);
      expect((await right.answer()).status).toBe(200);
      for (const each of [client, wrong, right]) each.end();
    });

    it('that end before they are whole leave nothing', async () => {
      for (const length of [`Content-Length: ${LS.length}`, 'Transfer-Encoding: chunked']) {
        const client = await connect();
        client.send([...UPLOAD, length, '', ''].join('\r\n'));
        client.send(length.startsWith('T') ? '1000\r\n' : '');
        client.send(LS.subarray(0, 4096));
        await eventually(async () => {
          expect(await bin2nlp.files()).toHaveLength(1);
        });
        client.end();
        await nothingIsLeft();
      }
    });

    it.each([
      ['two lengths', ['Content-Length: 5', 'Content-Length: 6', '', 'hello']],
      ['a length and chunks', ['Content-Length: 5', 'Transfer-Encoding: chunked', '', '0', '', '']],
      ['chunks that are not last', ['Transfer-Encoding: chunked, identity', '', '0', '', '']],
      ['a length that is no number', ['Content-Length: 5x', '', 'hello']],
      ['a length with a sign', ['Content-Length: +5', '', 'hello']],
      ['a space before the colon', ['Content-Length : 5', '', 'hello']],
      ['a second host', ['Host: there', 'Content-Length: 0', '', '']],
      ['a bad chunk size', ['Transfer-Encoding: chunked', '', 'zz', 'hello']],
    ])('with %s are refused with 400 and the connection ends: nothing can be smuggled behind', async (_what, lines) => {
      const client = await connect();
      client.send([...UPLOAD, ...lines, `GET ${LIVE} HTTP/1.1`, 'Host: here', '', ''].join('\r\n'));
      const answer = await client.answer();
      expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_OPTION']);
      await client.closed();
      expect(client.text).toBe('');
      await nothingIsLeft();
    });
  });

  it('a request without a host is refused with 400', async () => {
    const answer = await ask(`GET ${LIVE} HTTP/1.1`);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_OPTION']);
  });

  it.each(['\u0000\u0001\u0002\u0003', 'GET / HTTP/9.9', 'hello', 'GET', 'PRI * HTTP/2.0'])(
    'what is no HTTP (%j) is refused with 400',
    async (line) => {
      const answer = await ask(line, 'Host: here');
      expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_OPTION']);
    },
  );
});

describe('as many uploads as are taken at once', () => {
  it('leave the next one 503 OVERLOADED with a time to come back, and a place when one has gone', async () => {
    const bin2nlp = await RunningBin2nlp.start({ BIN2NLP_STORAGE__MAX_CONCURRENT_UPLOADS: '1' });
    try {
      const first = await RawHttp.connect(bin2nlp.url);
      first.send([...UPLOAD, `Content-Length: ${LS.length}`, '', ''].join('\r\n'));
      first.send(LS.subarray(0, 1000));
      await eventually(async () => {
        expect(await bin2nlp.files()).toHaveLength(1);
      });
      const refused = await RawHttp.ask(bin2nlp.url, ...UPLOAD, `Content-Length: ${LS.length}`, '', '');
      expect([refused.status, codeOf(refused)]).toEqual([503, 'OVERLOADED']);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      first.send(LS.subarray(1000));
      expect((await first.answer()).status).toBe(200);
      first.end();
      const again = await RawHttp.connect(bin2nlp.url);
      again.send([...UPLOAD, `Content-Length: ${LS.length}`, '', ''].join('\r\n'));
      again.send(LS);
      expect((await again.answer()).status).toBe(200);
      again.end();
    } finally {
      await bin2nlp.stop();
    }
  });

  it.each([
    ['so many', { BIN2NLP_STORAGE__MAX_CONCURRENT_UPLOADS: '1' }],
    ['so many bytes', { BIN2NLP_STORAGE__MAX_TEMPORARY_MB: '1' }],
  ])('also count where they are only to be identified: %s', async (_what, limit) => {
    const bin2nlp = await RunningBin2nlp.start(limit);
    const length = 768 * 1024;
    const ask = ['POST /v1/magic/content?filename=a HTTP/1.1', 'Host: here', `Content-Length: ${length}`, '', ''];
    try {
      const first = await RawHttp.connect(bin2nlp.url);
      first.send(ask.join('\r\n'));
      first.send(Buffer.alloc(100_000));
      await eventually(async () => {
        expect(await bin2nlp.files()).toHaveLength(1);
      });
      const refused = await RawHttp.ask(bin2nlp.url, ...ask);
      expect([refused.status, Object.keys(JSON.parse(refused.body) as object)]).toEqual([
        503,
        ['error', 'details', 'request_id'],
      ]);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      first.send(Buffer.alloc(length - 100_000));
      expect((await first.answer()).status).toBe(200);
      first.end();
    } finally {
      await bin2nlp.stop();
    }
  });
});
