import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import request from 'supertest';

import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const LS = readFileSync('/bin/ls');
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

interface FoundFunction {
  readonly name: string;
  readonly address: string;
  readonly size: number;
  readonly complexity_score?: number;
}

describe('reading a result', () => {
  let bin2nlp: RunningBin2nlp;
  let id: string;
  let document: {
    functions: FoundFunction[];
    strings: { content: string; type: string }[];
    imports: { name: string }[];
  };

  const get = (path: string, query: object = {}): request.Test =>
    request(bin2nlp.url).get(`/api/v1/analyze/${id}${path}`).query(query);

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
    const { body } = await request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ filename: 'ls' })
      .type('application/octet-stream')
      .send(LS);
    id = body.data.job_id as string;
    document = (await get('/document')).body as typeof document;
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  it('every section is given page by page, with its place beside it', async () => {
    for (const section of ['functions', 'strings', 'imports', 'exports', 'sections'] as const) {
      const all = (document as unknown as Record<string, unknown[]>)[section]!;
      const { status, body } = await get(`/${section}`, { page: 2, page_size: 7 });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        success: true,
        data: all.slice(7, 14),
        page: 2,
        page_size: 7,
        total_count: all.length,
        has_next: all.length > 14,
        metadata: { analysis_id: id },
      });
    }
  });

  it('functions are found by name and put in order', async () => {
    const largest = await get('/functions', { sort: 'size', order: 'desc', page_size: 5 });
    const sizes = document.functions.map(({ size }) => size).sort((a, b) => b - a);
    expect((largest.body.data as FoundFunction[]).map(({ size }) => size)).toEqual(sizes.slice(0, 5));
    const main = await get('/functions', { filter: 'MAIN' });
    expect((main.body.data as FoundFunction[]).every(({ name }) => name.includes('main'))).toBe(true);
    expect(main.body.total_count).toBeGreaterThan(0);
    const byPattern = await get('/functions', { filter: '/main$/', sort: 'name' });
    expect((byPattern.body.data as FoundFunction[]).every(({ name }) => name.endsWith('main'))).toBe(true);
  });

  it('strings are found by type, findings by severity', async () => {
    const paths = await get('/strings', { type: 'file_path', page_size: 500 });
    expect(paths.body.total_count).toBe(document.strings.filter(({ type }) => type === 'file_path').length);
    const security = await get('/security');
    expect(security.body).toMatchObject({ page: 1, metadata: { risk_score: expect.any(Number) } });
    const low = await get('/security', { severity: 'low' });
    expect((low.body.data as { severity: string }[]).every(({ severity }) => severity === 'low')).toBe(true);
    expect(low.body.total_count).toBeLessThanOrEqual(security.body.total_count as number);
  });

  it('one function is given by its address', async () => {
    const wanted = document.functions.find(({ complexity_score: score }) => score !== undefined)!;
    const { status, body } = await get(`/functions/${wanted.address}`);
    expect(status).toBe(200);
    expect(body.data).toEqual({ ...wanted, decompiled: null });
    const missing = await get('/functions/0x1');
    expect([missing.status, missing.body.error.code]).toEqual([404, 'NOT_FOUND']);
    const wrong = await get('/functions/str:0x1');
    expect([wrong.status, wrong.body.error.details[0].field]).toEqual([400, 'address']);
  });

  it('pseudo code comes with its function, where there is some', async () => {
    const { body } = await request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ analysis_depth: 'comprehensive' })
      .type('application/octet-stream')
      .send(LS);
    const base = body.data.result_url as string;
    const whole = await request(bin2nlp.url).get(`${base}/document`);
    const [pseudo] = (whole.body as { decompiled: { address: string; code: string }[] }).decompiled;
    const { body: one } = await request(bin2nlp.url).get(`${base}/functions/${pseudo!.address}`);
    expect(one.data.decompiled).toEqual(pseudo);
  });

  it('the document is bare, the same plain and compressed, and the same as in its envelope', async () => {
    const raw = (encoding: string): request.Test =>
      get('/document')
        .set('Accept-Encoding', encoding)
        .buffer(true)
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            done(null, Buffer.concat(chunks));
          });
        });
    const plain = await raw('identity');
    const packed = await raw('gzip');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      vary: expect.stringContaining('Accept-Encoding'),
    });
    const bytes = packed.body as Buffer;
    const unpacked = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
    expect(unpacked.equals(plain.body as Buffer)).toBe(true);
    const full = await get('', { detail_level: 'full' });
    expect(full.body).toMatchObject({ success: true, request_id: expect.any(String), metadata: { analysis_id: id } });
    expect(full.body.data.result).toEqual(JSON.parse((plain.body as Buffer).toString()));
  });

  it.each([
    ['', {}],
    ['', { detail_level: 'security' }],
    ['', { detail_level: 'full' }],
    ['/functions', { filter: 'main' }],
    ['/security', {}],
    ['/document', {}],
  ])('%s %j is not sent again to a client that has it', async (path, query) => {
    const first = await get(path, query);
    const { etag } = first.headers as { etag: string };
    expect(etag).toMatch(/^W\/"[\w-]+"$/);
    const again = await get(path, query).set('If-None-Match', `"other", ${etag}`);
    expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', etag]);
    const other = await get(path, query).set('If-None-Match', '"other"');
    expect(other.status).toBe(200);
  });

  it.each([
    ['/functions', { filter: '/(/' }, 'filter'],
    ['/functions', { filter: '/(?=a)/' }, 'filter'],
    ['/functions', { filter: '' }, 'filter'],
    ['/functions', { filter: 'x'.repeat(201) }, 'filter'],
    ['/functions', { sort: 'colour' }, 'sort'],
    ['/functions', { order: 'up' }, 'order'],
    ['/functions', { page: 0 }, 'page'],
    ['/functions', { page_size: 501 }, 'page_size'],
    ['/functions', { type: 'verb' }, 'type'],
    ['/sections', { type: 'code' }, 'type'],
    ['/strings', { severity: 'low' }, 'severity'],
    ['/security', { severity: 'awful' }, 'severity'],
    ['', { detail_level: 'all' }, 'detail_level'],
  ])('%s %j is refused, naming %s', async (path, query, field) => {
    const { status, body } = await get(path, query);
    expect([status, body.error.code]).toEqual([400, 'INVALID_OPTION']);
    expect(body.error.details[0].field).toBe(field);
  });

  it.each([
    '',
    '/document',
    '/functions',
    '/functions/0x1',
    '/strings',
    '/imports',
    '/exports',
    '/sections',
    '/security',
    '/xrefs/0x1',
    '/callgraph?from=0x1',
  ])('an unknown analysis has no %s', async (path) => {
    for (const other of [UNKNOWN, 'nonsense']) {
      const { status, body } = await request(bin2nlp.url).get(`/api/v1/analyze/${other}${path}`);
      expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
    }
  });
});

describe('a result that is not there', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });
  const api = (): ReturnType<typeof request> => request(bin2nlp.url);
  const submit = (query: object, content = LS): request.Test =>
    api().post('/api/v1/analyze').query(query).type('application/octet-stream').send(content);

  it('is told with its progress while it is made, cancelled and deleted when it is deleted then', async () => {
    const { body } = await submit({ analysis_depth: 'comprehensive', wait_seconds: 0 }, readFileSync('/bin/bash'));
    const base = body.data.result_url as string;
    const related = ['/xrefs/0x1', '/callgraph?from=main', '/functions?calls=main', '/functions/main'];
    for (const path of ['', '/functions', '/document', '/security', '/functions/0x1', ...related]) {
      const { status, body: answer, headers } = await api().get(`${base}${path}`);
      expect([status, answer.data.job_id, headers['retry-after']]).toEqual([202, body.data.job_id, '1']);
    }
    expect((await api().delete(base)).body.data).toEqual({ analysis_id: body.data.job_id, deleted: true });
    for (const path of [base, `${base}/document`, body.data.status_url as string]) {
      expect((await api().get(path)).status).toBe(404);
    }
    expect((await api().delete(base)).status).toBe(404);
  });

  it('goes at once with the last job that shares it', async () => {
    const first = (await submit({ analysis_depth: 'quick' })).body.data as { job_id: string; result_url: string };
    const second = (await submit({ analysis_depth: 'quick' })).body.data as { cached: boolean; result_url: string };
    expect(second.cached).toBe(true);
    await api().delete(first.result_url);
    expect((await api().get(first.result_url)).status).toBe(404);
    expect((await api().get(`${second.result_url}/functions`)).status).toBe(200);
    await api().delete(second.result_url);
    expect((await submit({ analysis_depth: 'quick' })).body.data.cached).toBe(false);
  });

  it('is told to be gone when the operator has removed it, and is made again', async () => {
    const made = (await submit({ analysis_depth: 'quick', focus_areas: 'imports' })).body.data as {
      result_url: string;
    };
    const invalidate = (body: object): request.Test => api().post('/api/v1/admin/cache/invalidate').send(body);
    const before = (await api().get('/api/v1/admin/cache')).body.data as Record<string, number>;
    expect(before).toMatchObject({ entries: expect.any(Number), hit_rate: expect.any(Number) });
    expect(before['entries']).toBeGreaterThan(0);
    expect(before['bytes']).toBeGreaterThan(0);
    expect(before['compression_ratio']).toBeLessThan(1);
    expect(before['average_ttl']).toBeGreaterThan(60_000);
    expect((await invalidate({ tag: 'format:pe' })).body.data).toEqual({ invalidated: 0 });
    expect((await invalidate({ pattern: 'format:el?' })).body.data.invalidated).toBe(before['entries']);
    const gone = await api().get(made.result_url);
    expect([gone.status, gone.body.error.code]).toEqual([410, 'RESULT_EXPIRED']);
    const again = (await submit({ analysis_depth: 'quick', focus_areas: 'imports' })).body.data;
    expect(again.cached).toBe(false);
    const engine = again.result.metadata.engine_version as string;
    expect((await invalidate({ engine_version: engine })).body.data).toEqual({ invalidated: 1 });
    for (const wrong of [{}, { tag: 'a', pattern: 'b' }, { tag: 7 }, { everything: true }]) {
      const refused = await invalidate(wrong);
      expect([refused.status, refused.body.error.code]).toEqual([400, 'INVALID_OPTION']);
    }
  });
});
