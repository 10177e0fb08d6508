import { Redis } from 'ioredis';
import request from 'supertest';

import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const ELF = Buffer.from('\x7fELF');

describe('the web’s own dangers', () => {
  let bin2nlp: RunningBin2nlp;

  const start = async (variables: Record<string, string> = {}): Promise<ReturnType<typeof request>> => {
    bin2nlp = await RunningBin2nlp.start(variables);
    return request(bin2nlp.url);
  };
  afterEach(async () => {
    await bin2nlp.stop();
  });

  it('every answer forbids to be framed, sniffed and mixed with what is loaded from elsewhere', async () => {
    const api = await start();
    for (const path of ['/api/v1/health/live', '/api/v1/docs', '/nowhere', '/v1/nowhere']) {
      const { headers } = await api.get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('pages of other origins get nothing unless the configuration names them', async () => {
    const closed = await (await start()).get('/api/v1/health/live').set('Origin', 'https://app.example.com');
    expect(closed.headers['access-control-allow-origin']).toBeUndefined();
    await bin2nlp.stop();
    const api = await start({ BIN2NLP_SERVER__CORS_ORIGINS: 'https://app.example.com,http://localhost:3000' });
    const open = await api.get('/api/v1/health/live').set('Origin', 'http://localhost:3000');
    expect(open.headers['access-control-allow-origin']).toBe('http://localhost:3000');
    expect(open.headers['access-control-expose-headers']).toContain('X-Request-Id');
    const other = await api.get('/api/v1/health/live').set('Origin', 'https://evil.example.com');
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('a parameter that means one value is refused when it comes twice, one that means a list is not', async () => {
    const api = await start();
    const submit = (query: string): request.Test =>
      api.post(`/api/v1/analyze?${query}`).type('application/octet-stream').send(ELF);
    const { status, body } = await submit('timeout_seconds=30&timeout_seconds=1200');
    expect([status, body.error.code]).toEqual([400, 'INVALID_OPTION']);
    expect(body.error.details).toEqual([{ field: 'timeout_seconds', message: expect.any(String) }]);
    // Refused for its content, not for its options.
    expect((await submit('focus_areas=imports&focus_areas=strings')).body.error.code).toBe('CORRUPT_BINARY');
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'a parameter named %s is refused, in query and form',
    async (name) => {
      const api = await start();
      const query = await api.post(`/api/v1/analyze?${name}=1`).type('application/octet-stream').send(ELF);
      const form = await api.post('/api/v1/analyze').field(name, '1').attach('file', '/bin/true');
      expect([query.status, form.status]).toEqual([400, 400]);
      expect(form.body.error.details).toEqual([{ field: name, message: 'There is no such option.' }]);
      expect(await bin2nlp.files()).toEqual([]);
    },
  );

  it('a wrong method of a known path is refused with 405 and the right ones, in the form of its API, without a key too', async () => {
    const api = await start({ BIN2NLP_FEATURE_API_AUTHENTICATION: 'on' });
    const job = '/api/v1/jobs/00000000-0000-4000-8000-000000000000/status';
    for (const [method, path, allowed] of [
      ['put', '/api/v1/analyze', 'POST'],
      ['get', '/api/v1/analyze/', 'POST'],
      ['post', '/api/v1/auth/keys/x', 'DELETE'],
      ['patch', '/api/v1/auth/keys', 'GET, HEAD, POST'],
      ['delete', job, 'GET, HEAD'],
      ['post', '/api/v1/openapi.json', 'GET, HEAD'],
      ['options', '/api/v1/health/live', 'GET, HEAD'],
    ] as const) {
      const { status, headers, body } = await api[method](path);
      expect([path, status, headers['allow']]).toEqual([path, 405, allowed]);
      expect(body).toMatchObject({
        success: false,
        error: { code: 'METHOD_NOT_ALLOWED', remediation: expect.any(String) },
      });
    }
    const magic = await api.get('/v1/magic/content');
    expect([magic.status, magic.headers['allow'], Object.keys(magic.body as object)]).toEqual([
      405,
      'POST',
      ['error', 'request_id'],
    ]);
    const nowhere = await api.put('/api/v1/nowhere');
    expect([nowhere.status, nowhere.headers['allow']]).toEqual([404, undefined]);
    expect((await api.get('/api/v1/docs/LICENSE')).status).toBe(404);
  });

  it('a body with a coding is refused with 415, and says what is taken', async () => {
    const api = await start();
    for (const path of ['/api/v1/analyze', '/v1/magic/content?filename=a']) {
      const { status, headers } = await api
        .post(path)
        .set({ 'Content-Encoding': 'gzip', 'Content-Type': 'application/octet-stream' })
        .send(ELF);
      expect([status, headers['accept-encoding']]).toEqual([415, 'identity']);
    }
  });

  it('says the cause of a fault of ours only where detailed_error_responses allows it', async () => {
    const broken = '/api/v1/jobs/00000000-0000-4000-8000-000000000000/status';
    for (const [flag, details] of [
      ['off', null],
      ['on', expect.stringContaining('WRONGTYPE')],
    ] as const) {
      const api = await start({ BIN2NLP_FEATURE_DETAILED_ERROR_RESPONSES: flag });
      const redis = new Redis(`${bin2nlp.directory.path}/redis/redis.sock`);
      await redis.set('job:{00000000-0000-4000-8000-000000000000}', 'no hash');
      await redis.quit();
      const { status, body } = await api.get(broken);
      expect([status, body.error.code, body.error.details]).toEqual([500, 'INTERNAL_ERROR', details]);
      if (flag === 'off') await bin2nlp.stop();
    }
  });
});
