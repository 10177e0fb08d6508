import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import request from 'supertest';

import type { DocumentedResponse } from '#test/openapi/operation';
import { operationsOf } from '#test/openapi/operation';
import { ApiCaller } from '#test/support/api-caller';
import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';

let bin2nlp: RunningBin2nlp;
let nobody: ApiCaller;
let admin: ApiCaller;

beforeAll(async () => {
  bin2nlp = await RunningBin2nlp.start({
    BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
    BIN2NLP_FEATURE_RATE_LIMITING: 'on',
    BIN2NLP_RATE_LIMIT__READS_BURST: '1000',
    BIN2NLP_RATE_LIMIT__SUBMISSIONS_BURST: '100',
    BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    BIN2NLP_SERVER__MAX_JSON_KB: '1',
  });
  nobody = new ApiCaller(bin2nlp.url);
  admin = nobody.with(ADMIN_KEY);
});

afterAll(async () => {
  await bin2nlp.stop();
});

describe('whoever has no valid key', () => {
  const ROUTES = [
    ['get', '/api/v1/auth/validate'],
    ['post', '/api/v1/auth/keys'],
    ['get', '/api/v1/auth/keys'],
    ['delete', `/api/v1/auth/keys/${randomUUID()}`],
    ['get', '/api/v1/admin/audit'],
    ['post', '/api/v1/analyze'],
    ['get', `/api/v1/analyze/${randomUUID()}`],
    ['get', `/api/v1/jobs/${randomUUID()}/status`],
  ] as const;

  it.each(ROUTES)('is refused at %s %s', async (method, path) => {
    const { status, body, headers } = await request(bin2nlp.url)[method](path);
    expect([status, body.error.code]).toEqual([401, 'UNAUTHORIZED']);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(headers['ratelimit-limit']).toBeUndefined();
  });

  it('is told the same, whatever is wrong', async () => {
    const revoked = await admin.newKey();
    await admin.delete(`/api/v1/auth/keys/${revoked.id}`);
    const expired = await admin.newKey({ expires_at: new Date(Date.now() + 10_000).toISOString() });
    expect((await expired.caller.get('/api/v1/auth/validate')).status).toBe(200);
    await eventually(async () => {
      expect((await expired.caller.get('/api/v1/auth/validate')).status).toBe(401);
    });
    const offered = [
      undefined,
      'Bearer',
      `Bearer b2n_${'x'.repeat(43)}`,
      `Bearer ${revoked.caller.key}`,
      `Bearer ${expired.caller.key}`,
      `Bearer ${ADMIN_KEY} ${ADMIN_KEY}`,
      ADMIN_KEY,
      `Basic ${Buffer.from('bin2nlp:bin2nlp').toString('base64')}`,
    ];
    for (const authorization of offered) {
      const asking = request(bin2nlp.url).get('/api/v1/auth/validate');
      const { status, body, headers } = await (authorization === undefined
        ? asking
        : asking.set('Authorization', authorization));
      expect([status, headers['www-authenticate'], body.error]).toEqual([
        401,
        'Bearer',
        expect.objectContaining({ code: 'UNAUTHORIZED', message: 'The request has no valid API key.' }),
      ]);
    }
  });

  it.each([
    '/api/v1/health/live',
    '/api/v1/health/ready',
    '/api/v1/health',
    '/api/v1/docs',
    '/api/v1/docs/errors',
    '/api/v1/openapi.json',
  ])('may read %s', async (path) => {
    const { status, headers } = await nobody.get(path).redirects(1);
    expect(status).toBe(200);
    expect(headers['ratelimit-limit']).toBeUndefined();
  });

  it('hears of an unknown route that it is unknown', async () => {
    expect((await nobody.get('/api/v1/nothing')).body.error.code).toBe('NOT_FOUND');
    expect((await nobody.delete('/api/v1/analyze')).status).toBe(405);
  });

  it('is refused before it sends a byte of its file', async () => {
    const client = httpRequest(`${bin2nlp.url}/api/v1/analyze`, {
      method: 'POST',
      agent: false,
      headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': '1000', Expect: '100-continue' },
    });
    let asked = false;
    client.on('continue', () => {
      asked = true;
    });
    client.flushHeaders();
    const [response] = (await once(client, 'response')) as [IncomingMessage];
    expect([response.statusCode, asked]).toEqual([401, false]);
    client.destroy();
  });
});

describe('a key', () => {
  it('is shown once, and says of itself what it was made as', async () => {
    const wanted = {
      name: 'ci pipeline',
      user_id: 'anna',
      role: 'user',
      usage_quota: 7,
      limits: { reads_per_hour: 50 },
      expires_at: '2099-01-01T00:00:00+01:00',
    };
    const created = await admin.post('/api/v1/auth/keys', wanted);
    expect(created.status).toBe(201);
    const { key, ...view } = created.body.data;
    expect(key).toMatch(/^b2n_[0-9A-Za-z]{43}$/);
    const known = {
      ...wanted,
      expires_at: '2098-12-31T23:00:00.000Z',
      key_id: view.key_id,
      usage_count: 0,
      created_at: view.created_at,
      active: true,
    };
    expect(view).toEqual({ ...known, last_used: null });
    const own = await nobody.with(key as string).get('/api/v1/auth/validate');
    expect([own.status, own.body.data]).toEqual([200, { ...known, last_used: expect.any(String) }]);
    const listed = await admin.get('/api/v1/auth/keys?page_size=500');
    expect(listed.text).not.toContain(key);
    expect(listed.body.data).toContainEqual({ ...known, last_used: own.body.data.last_used });
  });

  it('has a quota of 1000 a month unless it is made otherwise', async () => {
    const { caller } = await admin.newKey();
    expect((await caller.get('/api/v1/auth/validate')).body.data).toMatchObject({
      usage_quota: 1000,
      limits: null,
      user_id: null,
      expires_at: null,
    });
  });

  it.each([
    [{ role: 'user' }, 'name'],
    [{ name: '', role: 'user' }, 'name'],
    [{ name: 'x'.repeat(101), role: 'user' }, 'name'],
    [{ name: 'a\nb', role: 'user' }, 'name'],
    [{ name: 'a' }, 'role'],
    [{ name: 'a', role: 'queen' }, 'role'],
    [{ name: 'a', role: 'user', user_id: 5 }, 'user_id'],
    [{ name: 'a', role: 'user', usage_quota: -1 }, 'usage_quota'],
    [{ name: 'a', role: 'user', usage_quota: '5' }, 'usage_quota'],
    [{ name: 'a', role: 'user', limits: { reads_per_hour: 0 } }, 'limits.reads_per_hour'],
    [{ name: 'a', role: 'user', limits: { colour: 1 } }, 'limits.colour'],
    [{ name: 'a', role: 'user', expires_at: 'tomorrow' }, 'expires_at'],
    [{ name: 'a', role: 'user', expires_at: '2099-01-01' }, 'expires_at'],
    [{ name: 'a', role: 'user', expires_at: '2001-01-01T00:00:00Z' }, 'expires_at'],
    [{ name: 'a', role: 'user', colour: 'red' }, 'colour'],
  ])('is not made of %j', async (body, field) => {
    const answer = await admin.post('/api/v1/auth/keys', body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'INVALID_OPTION']);
    expect(answer.body.error.details.map((fault: { field: string }) => fault.field)).toEqual([field]);
  });

  it.each([
    ['text/plain', 'hello', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/json', '{"name":', 400, 'INVALID_OPTION'],
    ['application/json', JSON.stringify({ name: 'x'.repeat(2000) }), 413, 'FILE_TOO_LARGE'],
  ])('is not made of a body of %s that is wrong (%#)', async (type, text, status, code) => {
    const answer = await request(bin2nlp.url)
      .post('/api/v1/auth/keys')
      .set('Authorization', `Bearer ${ADMIN_KEY}`)
      .set('Content-Type', type)
      .send(text);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it('is listed in pages, newest first', async () => {
    const { id } = await admin.newKey({ name: 'newest' });
    const { body } = await admin.get('/api/v1/auth/keys?page=1&page_size=1');
    expect(body).toMatchObject({ page: 1, page_size: 1, has_next: true, data: [{ key_id: id, name: 'newest' }] });
    const last = await admin.get(`/api/v1/auth/keys?page=${body.total_count as number}&page_size=1`);
    expect(last.body).toMatchObject({ has_next: false, data: [{ name: 'bootstrap', role: 'admin' }] });
    expect((await admin.get('/api/v1/auth/keys?page_size=501')).body.error.details).toEqual([
      expect.objectContaining({ field: 'page_size' }),
    ]);
  });

  it('is refused from the moment it is revoked, and stays in the list', async () => {
    const { id, caller } = await admin.newKey({ role: 'admin' });
    expect((await caller.get('/api/v1/auth/keys')).status).toBe(200);
    const revoked = await admin.delete(`/api/v1/auth/keys/${id}`);
    expect([revoked.status, revoked.body.data]).toEqual([
      200,
      { key_id: id, active: false, revoked_at: expect.any(String) },
    ]);
    expect((await caller.get('/api/v1/auth/keys')).status).toBe(401);
    expect((await admin.delete(`/api/v1/auth/keys/${id}`)).body.data).toEqual(revoked.body.data);
    expect((await admin.get('/api/v1/auth/keys?page_size=500')).body.data).toContainEqual(
      expect.objectContaining({ key_id: id, active: false }),
    );
  });

  it.each([randomUUID(), 'local', '__proto__'])('of the id %s cannot be revoked, for there is none', async (id) => {
    const { status, body } = await admin.delete(`/api/v1/auth/keys/${id}`);
    expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('of the role user may not do what takes an admin', async () => {
    const { id, caller } = await admin.newKey();
    for (const refused of [
      caller.get('/api/v1/auth/keys'),
      caller.post('/api/v1/auth/keys', { name: 'mine', role: 'admin' }),
      caller.delete(`/api/v1/auth/keys/${id}`),
      caller.get('/api/v1/admin/audit'),
    ]) {
      const { status, body, headers } = await refused;
      expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
      expect(Number(headers['ratelimit-remaining'])).toBeGreaterThan(0);
    }
    expect((await caller.get('/api/v1/auth/validate')).status).toBe(200);
  });
});

describe('jobs and results', () => {
  it('are seen by the key that submitted them, and by no other', async () => {
    const [anna, ben] = [await admin.newKey(), await admin.newKey()];
    const { status, body } = await anna.caller.submit('/bin/ls');
    expect(status).toBe(200);
    const paths = [body.data.status_url, body.data.result_url] as string[];
    for (const path of paths) {
      expect((await anna.caller.get(path)).status).toBe(200);
      for (const other of [ben.caller, admin]) expect((await other.get(path)).body.error.code).toBe('NOT_FOUND');
      expect((await nobody.get(path)).status).toBe(401);
    }
    await admin.delete(`/api/v1/auth/keys/${anna.id}`);
    for (const path of paths) expect((await anna.caller.get(path)).status).toBe(401);
  });

  it('are spent from the quota when they are accepted, and only then', async () => {
    const { caller } = await admin.newKey({ usage_quota: 2 });
    const used = async (): Promise<number> => Number((await caller.get('/api/v1/auth/validate')).body.data.usage_count);
    expect((await caller.submit('/etc/passwd')).body.error.code).toBe('UNSUPPORTED_FORMAT');
    expect((await caller.submit('/bin/ls', { analysis_depth: 'deep' })).body.error.code).toBe('INVALID_OPTION');
    expect(await used()).toBe(0);
    expect((await caller.submit('/bin/ls')).status).toBe(200);
    expect((await caller.submit('/bin/ls', { wait_seconds: 0 })).status).toBeLessThan(300);
    expect(await used()).toBe(2);
    const { status, body, headers } = await caller.submit('/bin/ls');
    expect([status, body.error.code]).toEqual([429, 'QUOTA_EXCEEDED']);
    const now = new Date();
    const left = (Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) - now.getTime()) / 1000;
    expect(Math.abs(Number(headers['retry-after']) - left)).toBeLessThan(60);
    expect(await used()).toBe(2);
  });
});

describe('the audit', () => {
  it('says who submitted, read, made and revoked what, newest first', async () => {
    const { id, caller } = await admin.newKey();
    const { body } = await caller.submit('/bin/ls');
    await caller.get(body.data.result_url as string);
    await caller.get(`/api/v1/analyze/${randomUUID()}`);
    await admin.delete(`/api/v1/auth/keys/${id}`);
    const audit = await admin.get('/api/v1/admin/audit?page_size=500');
    const entries = (audit.body.data as { resource_id: string }[]).filter(({ resource_id: resource }) =>
      [id, body.data.job_id].includes(resource),
    );
    const bootstrap = (await admin.get('/api/v1/auth/validate')).body.data.key_id;
    const entry = (key: string, operation: string, resource: string): object => ({
      timestamp: expect.any(String),
      api_key_id: key,
      operation,
      resource_id: resource,
    });
    expect(entries).toEqual([
      entry(bootstrap as string, 'revoke_key', id),
      entry(id, 'read_result', body.data.job_id as string),
      entry(id, 'submit_analysis', body.data.job_id as string),
      entry(bootstrap as string, 'create_key', id),
    ]);
    const first = await admin.get('/api/v1/admin/audit?page_size=1');
    expect(first.body).toMatchObject({ page: 1, page_size: 1, has_next: true, data: [audit.body.data[0]] });
    expect((await admin.get('/api/v1/admin/audit?page=0')).status).toBe(400);
  });
});

describe('the OpenAPI document', () => {
  it('says which key each route takes, and how it refuses', async () => {
    const document = (await nobody.get('/api/v1/openapi.json')).body;
    const { paths, components } = document;
    const responses = Object.fromEntries(operationsOf(document).map((each) => [each.name, each.responses]));
    expect(components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect(paths['/api/v1/health'].get.security).toEqual([]);
    expect(Object.keys(paths['/api/v1/health'].get.responses)).not.toContain('401');
    const submit = paths['/api/v1/analyze'].post;
    expect(submit.security).toEqual([{ bearer: [] }]);
    const refusal = (status: string, of = 'POST /api/v1/analyze'): DocumentedResponse | undefined =>
      responses[of]?.[status];
    expect(Object.keys(refusal('429')?.headers ?? {})).toEqual(
      expect.arrayContaining(['Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']),
    );
    const codes = (status: string, of?: string): unknown =>
      refusal(status, of)?.content?.['application/json']?.schema?.properties?.['error']?.properties?.['code']?.enum;
    expect(codes('429')).toEqual(['QUEUE_FULL', 'RATE_LIMIT_EXCEEDED', 'QUOTA_EXCEEDED']);
    expect(codes('403', 'POST /api/v1/auth/keys')).toEqual(['FORBIDDEN']);
    expect(refusal('401')?.headers).toHaveProperty('WWW-Authenticate');
    expect(Object.keys(submit).filter((name) => name.startsWith('x-'))).toEqual([]);
  });
});
