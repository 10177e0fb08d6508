import { createHash, randomBytes } from 'node:crypto';

import { sha256 } from '#domain/shared/sha256';
import type { Answer } from '#test/support/hostile-bucket';
import { BUCKET_SECRET as SECRET, HostileBucket } from '#test/support/hostile-bucket';
import { isSignedAsAws } from '#test/support/verify-aws-signature';
import type { BucketClient } from './bucket-client';
import { tryBucket } from './try-bucket';

const CONTENT = randomBytes(200_000);
const whole: Answer = (_, response) => void response.end(CONTENT);
const error =
  (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);

describe('BucketClient', () => {
  let hostile: HostileBucket;
  afterEach(() => {
    hostile.stop();
  });

  const read = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const get = (client: BucketClient): Promise<Buffer | undefined> =>
    client.get('samples/x', CONTENT.length, ({ content }) => read(content));
  const cause = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'it served',
      (fault: unknown) =>
        fault instanceof Error && fault.cause instanceof Error ? fault.cause.message : String(fault),
    );
  const declared = { 'content-length': String(CONTENT.length) };

  it.each<[string, Answer]>([
    ['503', error(503, 'SlowDown')],
    ['429', error(429, 'TooManyRequests')],
    ['400 for a time-out of its own', error(400, 'RequestTimeout')],
    ['a reset before an answer', (request) => void request.socket.destroy()],
    [
      'a reset in mid-body',
      (request, response) => {
        response.writeHead(200, declared).write(CONTENT.subarray(0, 1000), () => request.socket.resetAndDestroy());
      },
    ],
    [
      'a body that is cut',
      (_, response) => {
        response.writeHead(200, declared).write(CONTENT.subarray(0, 1000), () => response.destroy());
      },
    ],
    ['silence', () => undefined],
    ['silence in mid-body', (_, response) => void response.writeHead(200, declared).write(CONTENT.subarray(0, 1000))],
  ])('tries again after %s', async (_, bad) => {
    hostile = await HostileBucket.start(bad, whole);
    expect(await get(hostile.client(5000))).toEqual(CONTENT);
    expect(hostile.requests).toHaveLength(2);
  });

  it('gives up in time, and says why', async () => {
    hostile = await HostileBucket.start(error(503, 'SlowDown'));
    const started = performance.now();
    await expect(get(hostile.client(300))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(performance.now() - started).toBeLessThan(3000);
    expect(await cause(get(hostile.client(0)))).toBe('Failed to get a sample: get a sample: 503 SlowDown');
  });

  it.each<[string, Answer, string[]]>([
    [
      'another region',
      error(301, 'PermanentRedirect', { location: 'http://127.0.0.1:9/', 'x-amz-bucket-region': 'eu-west-3' }),
      ['BIN2NLP_BUCKET__REGION', 'eu-west-3'],
    ],
    ['no right', error(403, 'AccessDenied'), ['403 AccessDenied', 'rights']],
    ['another secret', error(403, 'SignatureDoesNotMatch'), ['SECRET_ACCESS_KEY']],
    ['a wrong clock', error(403, 'RequestTimeTooSkewed'), ['clock', 'NTP']],
    ['no such bucket', error(404, 'NoSuchBucket'), ['make the bucket', 'BIN2NLP_BUCKET__NAME']],
  ])('does not try again for %s, and says what to do', async (_, bad, words) => {
    hostile = await HostileBucket.start(bad, whole);
    const said = await cause(get(hostile.client()));
    for (const word of words) expect(said).toContain(word);
    expect([hostile.requests.length, said.includes(SECRET), said.includes('AKID')]).toEqual([1, false, false]);
  });

  it('says what to do where there is no such host', async () => {
    hostile = await HostileBucket.start(whole);
    const said = await cause(get(hostile.client(2000, { endpoint: 'http://nowhere.invalid' })));
    // A resolver that cannot be asked says so instead.
    expect(said).toMatch(/BIN2NLP_BUCKET__ENDPOINT|EAI_AGAIN/);
  });

  it('takes a miss for a miss, of an object only', async () => {
    hostile = await HostileBucket.start(error(404, 'NoSuchKey'));
    expect([await get(hostile.client()), await hostile.client().sizeOf('samples/x')]).toEqual([undefined, undefined]);
    await hostile.client().remove('samples/x');
  });

  it('ends a body that comes byte by byte, and what its caller aborts', async () => {
    let timer: NodeJS.Timeout | undefined;
    hostile = await HostileBucket.start((_, response) => {
      response.writeHead(200);
      timer = setInterval(() => response.write('x'), 100);
    });
    expect(await cause(get(hostile.client(0)))).toContain('too slow');
    const abort = new AbortController();
    const aborted = hostile.client().get('x', 1e9, ({ content }) => read(content), abort.signal);
    setTimeout(() => {
      abort.abort(new Error('nobody waits'));
    }, 50);
    await expect(aborted).rejects.toThrow('nobody waits');
    clearInterval(timer);
  });

  it.each([
    ['an error', 500],
    ['a listing', 200],
  ])('reads no more than a megabyte of %s', async (_, status) => {
    let sent = 0;
    hostile = await HostileBucket.start((__, response) => {
      response.writeHead(status).on('error', () => undefined);
      const more = (): void => {
        while (sent < 200_000_000 && !response.destroyed) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536, '<Contents>'))) return void response.once('drain', more);
        }
      };
      more();
    });
    const keys = async (): Promise<void> => {
      for await (const { key } of hostile.client(0).list('')) expect(key).toBe('none');
    };
    await expect(keys()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(sent).toBeLessThan(50_000_000);
  });

  it('reads a listing page by page, by the clock of the bucket, and leaves out what is none of ours', async () => {
    const page = (entries: string, next: string): string =>
      `<ListBucketResult><IsTruncated>${String(next !== '')}</IsTruncated>${entries}${next}</ListBucketResult>`;
    const entry = (key: string, time = '2020-01-01T00:00:00.000Z'): string =>
      `<Contents><Key>${key}</Key><LastModified>${time}</LastModified></Contents>`;
    const date = { date: 'Wed, 01 Jan 2020 00:01:00 GMT' };
    hostile = await HostileBucket.start(
      (_, response) =>
        void response
          .writeHead(200, date)
          .end(
            page(
              entry('a/b/one&amp;&#50;') + entry('other/x'),
              '<NextContinuationToken>t&amp;/+=</NextContinuationToken>',
            ),
          ),
      (_, response) => void response.writeHead(200, date).end(page(entry('a/b/two', 'never') + entry('a/b/three'), '')),
    );
    const found = [];
    for await (const each of hostile.client(0, { prefix: 'a/b' }).list('')) found.push(each);
    expect(found).toEqual([
      { key: 'one&2', ageMs: 60_000 },
      { key: 'three', ageMs: 60_000 },
    ]);
    const [first, second] = hostile.requests.map(({ request }) => new URL(request.url ?? '', 'http://x').searchParams);
    expect([first?.get('prefix'), second?.get('continuation-token')]).toEqual(['a/b/', 't&/+=']);
  });

  it('signs what it puts, its content and its encryption, so that nothing of it can be changed', async () => {
    hostile = await HostileBucket.start((_, response) => void response.end());
    const settings = { serverSideEncryption: 'aws:kms', kmsKeyId: 'key-1' } as const;
    const digest = createHash('sha256').update(CONTENT);
    await hostile.client(0, settings).put('samples/x', {
      size: CONTENT.length,
      sha256: sha256(digest.copy().digest('hex')),
      content: async function* () {
        yield await Promise.resolve(CONTENT);
      },
    });
    const [{ request, body } = { request: undefined, body: Buffer.alloc(0) }] = hostile.requests;
    expect(body).toEqual(CONTENT);
    expect(request?.headers).toMatchObject({
      'content-length': String(CONTENT.length),
      'x-amz-content-sha256': digest.copy().digest('hex'),
      'x-amz-checksum-sha256': digest.copy().digest('base64'),
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': 'key-1',
    });
    const asked = { method: 'PUT', url: request?.url ?? '', headers: request?.headers ?? {} };
    expect(isSignedAsAws(asked, SECRET)).toBe(true);
    for (const changed of [
      { ...asked, url: '/samples/samples/y' },
      { ...asked, headers: { ...asked.headers, 'content-length': '1' } },
      { ...asked, headers: { ...asked.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      { ...asked, headers: { ...asked.headers, 'x-amz-server-side-encryption': 'AES256' } },
    ]) {
      expect(isSignedAsAws(changed, SECRET)).toBe(false);
    }
  });

  it('binds a signed address to size, digest and encryption', async () => {
    hostile = await HostileBucket.start(whole);
    const settings = { serverSideEncryption: 'AES256', publicEndpoint: 'https://files.example.com' } as const;
    const expected = { size: 5, sha256: sha256(createHash('sha256').update('12345').digest('hex')) };
    const { url, headers } = await hostile.client(0, settings).presign('uploads/x', expected, 900_000);
    const { host, pathname, search, searchParams } = new URL(url);
    expect([host, pathname, searchParams.get('X-Amz-Expires'), searchParams.get('X-Amz-SignedHeaders')]).toEqual([
      'files.example.com',
      '/samples/uploads/x',
      '900',
      'content-length;host;x-amz-checksum-sha256;x-amz-server-side-encryption',
    ]);
    expect(headers).toEqual({
      'x-amz-checksum-sha256': 'WZRHGrsBESr8wYFZ9sx0tPURuZgG2lmzyvWpwXPKz8U=',
      'x-amz-server-side-encryption': 'AES256',
    });
    const asked = { method: 'PUT', url: pathname + search, headers: { ...headers, host, 'content-length': '5' } };
    expect(isSignedAsAws(asked, SECRET)).toBe(true);
    expect(isSignedAsAws({ ...asked, headers: { ...asked.headers, 'content-length': '6' } }, SECRET)).toBe(false);
    expect(isSignedAsAws({ ...asked, headers: { ...asked.headers, 'x-amz-checksum-sha256': 'x' } }, SECRET)).toBe(
      false,
    );
    expect(isSignedAsAws({ ...asked, method: 'GET' }, SECRET)).toBe(false);
  });

  it.each([
    [
      { addressing: 'virtual-host', endpoint: '', region: 'eu-west-3' },
      'https://samples.s3.eu-west-3.amazonaws.com/p/x',
    ],
    [{ addressing: 'virtual-host', endpoint: 'http://store.example:9000' }, 'http://samples.store.example:9000/p/x'],
    [{ addressing: 'path', endpoint: '', region: 'cn-north-1' }, 'https://s3.cn-north-1.amazonaws.com.cn/samples/p/x'],
  ] as const)('has its address where the settings %j say', async (settings, address) => {
    hostile = await HostileBucket.start(whole);
    const { url } = await hostile.client(0, { prefix: 'p', ...settings }).presign('x', { size: 1 }, 1000);
    expect(url.split('?')[0]).toBe(address);
  });

  it('is tried at the start: other bytes than were put are told', async () => {
    hostile = await HostileBucket.start((request, response) => {
      const isListing = request.url?.includes('list-type') === true;
      response.end(isListing ? '<ListBucketResult></ListBucketResult>' : 'other');
    });
    await expect(tryBucket(hostile.client(0), false)).rejects.toThrow('came back as other bytes');
  });
});
