import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import request from 'supertest';

import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryRedis } from '#test/support/temporary-redis';

/** What follows the image is another content, and the same program. */
const contentOf = (name: string): Buffer => Buffer.concat([readFileSync('/bin/true'), Buffer.from(name)]);
const QUICK = { analysis_depth: 'quick', wait_seconds: 60 };

interface FileFacts {
  readonly name: string;
  readonly mime_type: string;
  readonly description: string;
}

interface Answered {
  readonly cached: boolean;
  readonly file: FileFacts;
}

type Way = (url: string, content: Buffer, options: object) => request.Test | Promise<request.Response>;

const WAYS: Readonly<Record<'raw' | 'form' | 'signed', Way>> = {
  raw: (url, content, options) =>
    request(url)
      .post('/api/v1/analyze')
      .query({ ...QUICK, ...options, filename: 'a' })
      .type('application/octet-stream')
      .send(content),
  form: (url, content, options) =>
    request(url)
      .post('/api/v1/analyze')
      .query({ ...QUICK, ...options })
      .attach('file', content, 'a'),
  signed: async (url, content, options) => {
    const announced = { filename: 'a', size: content.length };
    const { body } = await request(url).post('/api/v1/upload').send(announced);
    const { upload_id: id, upload_url: address } = body.data as { upload_id: string; upload_url: string };
    expect((await request(url).put(address).type('application/octet-stream').send(content)).status).toBe(200);
    return request(url)
      .post('/api/v1/analyze')
      .send({ ...QUICK, ...options, upload_id: id });
  },
};

async function answerTo(asked: ReturnType<Way>): Promise<Answered> {
  const { status, body } = await asked;
  expect([status, body.error]).toEqual([200, undefined]);
  const { cached, result } = body.data as { cached: boolean; result: { metadata: { file: FileFacts } } };
  return { cached, file: result.metadata.file };
}

describe('a file is the same file whatever way it comes', () => {
  let redis: TemporaryRedis;
  let url: string;
  let withoutLibmagic: string;
  const services: RunningBin2nlp[] = [];

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
    url = await start();
    withoutLibmagic = await start({ BIN2NLP_MAGIC__DATABASE_PATH: '/nonexistent/magic' });
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await redis.stop();
  });

  const start = async (variables: Record<string, string> = {}): Promise<string> => {
    const shared = { BIN2NLP_REDIS__URL: redis.url, BIN2NLP_STORAGE__DATA_DIR: redis.directory.path };
    const service = await RunningBin2nlp.start({ ...shared, ...variables });
    services.push(service);
    return service.url;
  };
  const send = (way: keyof typeof WAYS, content: Buffer, options = {}, to = url): Promise<Answered> =>
    answerTo(WAYS[way](to, content, options));

  const BY_LIBMAGIC = {
    mime_type: 'application/x-pie-executable',
    description: expect.stringContaining('ELF 64-bit LSB pie executable') as string,
  };
  const BY_HEADER = { mime_type: 'application/x-executable', description: 'ELF 64-bit executable, x86-64' };

  it('and is analysed for each of them', async () => {
    const content = contentOf('for each');
    const forced = { force_reanalysis: true };
    const first = await send('raw', content);
    expect(first).toMatchObject({ cached: false, file: BY_LIBMAGIC });
    for (const way of ['raw', 'form', 'signed'] as const) {
      expect([way, await send(way, content, forced)]).toEqual([way, first]);
    }
  });

  it.each([
    ['signed', 'raw'],
    ['signed', 'form'],
    ['raw', 'signed'],
    ['form', 'signed'],
  ] as const)('and the first is %s, the second %s', async (one, other) => {
    const content = contentOf(`${one} ${other}`);
    const first = await send(one, content);
    expect(first).toMatchObject({ cached: false, file: BY_LIBMAGIC });
    expect(await send(other, content)).toEqual({ ...first, cached: true });
    const sha256 = createHash('sha256').update(content).digest('hex');
    const named = request(url)
      .post('/api/v1/analyze')
      .send({ ...QUICK, sha256 });
    expect(await answerTo(named)).toEqual({ ...first, cached: true });
  });

  it('and what an upload is found to be is what its result says', async () => {
    const content = contentOf('validated');
    const { body } = await request(url).post('/api/v1/upload').send({ filename: 'a', size: content.length });
    const { upload_id: id, upload_url: address } = body.data as { upload_id: string; upload_url: string };
    await request(url).put(address).type('application/octet-stream').send(content);
    const validation = await request(url).post('/api/v1/upload/validate').send({ upload_id: id });
    expect(validation.body.data).toMatchObject({ valid: true, mime_type: BY_LIBMAGIC.mime_type });
  });

  it.each(['raw', 'form', 'signed'] as const)('and libmagic is away, %s', async (way) => {
    const before = contentOf(`away, then there, ${way}`);
    expect(await send(way, before, {}, withoutLibmagic)).toMatchObject({ cached: false, file: BY_HEADER });
    expect(await send(way, before)).toMatchObject({ cached: true, file: BY_LIBMAGIC });
    const after = contentOf(`there, then away, ${way}`);
    expect(await send(way, after)).toMatchObject({ cached: false, file: BY_LIBMAGIC });
    // What is known of the content stays known.
    expect(await send(way, after, {}, withoutLibmagic)).toMatchObject({ cached: true, file: BY_LIBMAGIC });
  });
});
