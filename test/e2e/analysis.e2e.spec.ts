import { readFileSync } from 'node:fs';
import request from 'supertest';

import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const LS = readFileSync('/bin/ls');

describe('the Analysis API', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  const api = (): ReturnType<typeof request> => request(bin2nlp.url);
  const submitRaw = (content: Buffer, query: object = {}): request.Test =>
    api().post('/api/v1/analyze').query(query).type('application/octet-stream').send(content);

  describe('POST /api/v1/analyze', () => {
    it('answers a small file with its summary', async () => {
      const { status, body, headers } = await submitRaw(LS, { filename: 'ls', analysis_depth: 'quick' });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        success: true,
        data: {
          status: 'completed',
          processing_type: 'synchronous',
          cached: false,
          progress: 100,
          result: {
            schema_version: '1.0',
            metadata: { file: { name: 'ls', format: 'elf', architecture: 'x86_64', bits: 64, size: LS.length } },
          },
        },
        request_id: expect.stringMatching(UUID),
        timestamp: expect.any(String),
      });
      expect(headers['location']).toBe(`/api/v1/analyze/${body.data.job_id}`);
      expect(headers['x-request-id']).toBe(body.request_id);
      expect(body.data.result.functions).toBeUndefined();
    });

    it('takes a form with its options before or behind the file', async () => {
      const before = await api().post('/api/v1/analyze').field('analysis_depth', 'quick').attach('file', '/bin/true');
      const behind = await api().post('/api/v1/analyze').attach('file', '/bin/true').field('analysis_depth', 'quick');
      expect([before.status, behind.status]).toEqual([200, 200]);
      expect(before.body.data.result.metadata).toMatchObject({
        analysis_config: { analysis_depth: 'quick' },
        file: { name: 'true' },
      });
      expect(behind.body.data.cached).toBe(true);
    });

    it('answers the same content from the cache, as a job of its own and under its own name', async () => {
      const first = await submitRaw(LS, { filename: 'first', analysis_depth: 'quick', focus_areas: 'imports' });
      const second = await submitRaw(LS, { filename: 'second', analysis_depth: 'quick', focus_areas: 'imports' });
      expect(second.body.data).toMatchObject({ cached: true, status: 'completed' });
      expect(second.body.data.job_id).not.toBe(first.body.data.job_id);
      const { metadata } = second.body.data.result;
      expect(metadata).toMatchObject({ job_id: second.body.data.job_id, file: { name: 'second' } });
      const forced = await submitRaw(LS, { analysis_depth: 'quick', focus_areas: 'imports', force_reanalysis: 'true' });
      expect(forced.body.data.cached).toBe(false);
    });

    it('does not wait when asked not to, and says where to look', async () => {
      const { status, body, headers } = await submitRaw(LS, { focus_areas: 'exports', analysis_depth: 'quick' }).set(
        'Prefer',
        'respond-async',
      );
      expect(status).toBe(202);
      expect(headers['preference-applied']).toBe('respond-async');
      expect(body.data).toMatchObject({ processing_type: 'asynchronous', status_url: expect.any(String) });
      const done = await poll(body.data.status_url as string);
      expect(done).toMatchObject({ status: 'completed', progress: 100, queue_position: null });
      const result = await api().get(body.data.result_url as string);
      expect(result.status).toBe(200);
    });

    it('says that the wish not to wait was heeded only where it changed the answer', async () => {
      const asked = { focus_areas: 'exports', analysis_depth: 'quick' };
      await submitRaw(LS, asked);
      for (const wish of ['respond-async', 'wait=10, Respond-Async; x=1', 'x=respond-async']) {
        const known = await submitRaw(LS, asked).set('Prefer', wish);
        expect([known.status, known.headers['preference-applied']]).toEqual([200, undefined]);
      }
      const other = await submitRaw(LS, { ...asked, force_reanalysis: 'true' }).set('Prefer', 'x=respond-async');
      expect([other.status, other.headers['preference-applied']]).toEqual([200, undefined]);
    });

    it('goes deeper with every depth', async () => {
      const counts: number[] = [];
      const analysed: number[] = [];
      for (const depth of ['quick', 'standard', 'comprehensive']) {
        const { body } = await submitRaw(LS, { analysis_depth: depth });
        counts.push(body.data.result.summary.counts.functions as number);
        const full = await api()
          .get(body.data.result_url as string)
          .query({ detail_level: 'full' });
        const { functions } = full.body.data.result as { functions: { complexity_score?: number }[] };
        analysed.push(functions.filter(({ complexity_score: score }) => score !== undefined).length);
      }
      const [, standard, comprehensive] = counts;
      expect(analysed[0]).toBe(0);
      expect(standard).toBeGreaterThanOrEqual(249);
      expect(analysed[1]).toBeGreaterThanOrEqual(249);
      expect(comprehensive).toBeGreaterThanOrEqual(standard!);
    });

    it('leaves out what was not asked for', async () => {
      const { body } = await submitRaw(LS, { focus_areas: ['imports', 'exports'] });
      const { result } = body.data;
      expect(result.summary.counts).toMatchObject({ functions: null, strings: null });
      expect(result.summary.counts.imports).toBeGreaterThan(50);
      expect((result.not_analysed as { section: string }[]).map(({ section }) => section)).toEqual([
        'functions',
        'strings',
        'code',
        'decompiled',
        'security_findings',
      ]);
    });

    it('does not call absent what was not asked for, wherever it is read', async () => {
      const { body } = await submitRaw(LS, { focus_areas: 'functions' });
      const { result, result_url: url } = body.data;
      expect(result.summary).toMatchObject({
        counts: { strings: null, imports: null, exports: null },
        notable_imports: null,
        capabilities: null,
        top_findings: null,
        risk_score: null,
      });
      expect(result.summary.narrative).not.toMatch(/\b0 |what it can do/);
      expect(result.confidence_reasons).toContainEqual({
        reason: 'The account leaves out strings, imports and exports, which were not asked for.',
        effect: 0.12,
      });
      const reason = 'focus_areas names neither strings nor security.';
      const page = await api().get(`${url as string}/strings`);
      expect(page.body).toMatchObject({ data: [], metadata: { not_analysed: reason } });
      const first = await api()
        .get(url as string)
        .query({ detail_level: 'strings' });
      expect(first.body.data.result).toMatchObject({ strings: [], total_count: null, not_analysed: reason });
      const findings = await api().get(`${url as string}/security`);
      expect(findings.body.metadata).toMatchObject({ not_analysed: 'focus_areas does not name security.' });
      const functions = await api().get(`${url as string}/functions`);
      expect(functions.body.metadata).not.toHaveProperty('not_analysed');
    });
  });

  describe('what it means', () => {
    it('is told in plain words, with risk and confidence and what they come from', async () => {
      const { body } = await submitRaw(LS, { filename: 'ls' });
      const { result } = body.data;
      expect(result.summary.narrative).toMatch(/^This is an ELF program for Linux/);
      expect(result.confidence).toBeGreaterThan(0.5);
      expect(result.confidence_reasons.length).toBeGreaterThan(0);
      expect(result.summary.risk_score).toBeLessThanOrEqual(1);
      const security = await api()
        .get(body.data.result_url as string)
        .query({ detail_level: 'security' });
      expect(security.body.data.result.security_findings.risk_score).toBe(result.summary.risk_score);
    });

    it('is left out where it is not asked for', async () => {
      const { body } = await submitRaw(LS, { analysis_depth: 'quick', enable_security_scan: 'false' });
      expect(body.data.result).toMatchObject({ security_findings: null, summary: { risk_score: null } });
    });

    it('takes patterns of the caller, and says where they match', async () => {
      const patterns = JSON.stringify([{ name: 'usage', pattern: '^Usage: ', severity: 'high' }]);
      const { body } = await submitRaw(LS, { analysis_depth: 'quick', custom_patterns: patterns });
      expect(body.data.result.security_findings.custom_pattern_matches).toEqual([
        expect.objectContaining({ name: 'usage', severity: 'high', complete: true, total: expect.any(Number) }),
      ]);
      expect(body.data.result.summary.top_findings).toContainEqual(
        expect.objectContaining({ id: 'custom:1', severity: 'high' }),
      );
      const severe = await api()
        .get(`${body.data.result_url as string}/security`)
        .query({ severity: 'high' });
      expect((severe.body.data as { id: string }[]).map(({ id }) => id)).toContain('custom:1');
    });
  });

  describe('refusals', () => {
    const refused = (status: number, code: string): object => ({
      status,
      body: {
        success: false,
        error: {
          code,
          message: expect.any(String),
          remediation: expect.any(String),
          documentation_url: `/api/v1/docs/errors#${code}`,
        },
        request_id: expect.stringMatching(UUID),
        timestamp: expect.any(String),
      },
    });

    afterEach(async () => {
      await eventually(async () => {
        expect(await bin2nlp.files()).toEqual([]);
      });
    });

    it('of an empty file', async () => {
      expect(await submitRaw(Buffer.alloc(0))).toMatchObject(refused(400, 'EMPTY_FILE'));
      const form = await api().post('/api/v1/analyze').attach('file', Buffer.alloc(0), 'empty.bin');
      expect(form).toMatchObject(refused(400, 'EMPTY_FILE'));
    });

    it('of text, by its name', async () => {
      const answer = await submitRaw(Buffer.from('Dear reader, this is no program.\n'.repeat(20)));
      expect(answer).toMatchObject(refused(400, 'UNSUPPORTED_FORMAT'));
      expect(answer.body.error.message).toMatch(/text/i);
    });

    it('of an ELF file that ends within its header', async () => {
      expect(await submitRaw(LS.subarray(0, 20))).toMatchObject(refused(422, 'CORRUPT_BINARY'));
    });

    it('of a file that is declared too large, at once', async () => {
      const answer = await submitRaw(Buffer.alloc(101 * 1024 * 1024, 1));
      expect(answer).toMatchObject(refused(413, 'FILE_TOO_LARGE'));
    });

    it('of wrong options, all of them by name', async () => {
      const answer = await submitRaw(LS, {
        analysis_depth: 'abyssal',
        timeout_seconds: '5',
        colour: 'red',
        priority: '11',
      });
      expect(answer).toMatchObject(refused(400, 'INVALID_OPTION'));
      const fields = (answer.body.error.details as { field: string }[]).map(({ field }) => field).sort();
      expect(fields).toEqual(['analysis_depth', 'colour', 'priority', 'timeout_seconds']);
    });

    it.each([
      ['no JSON', 'custom_patterns'],
      ['[{"name": "a"}]', 'custom_patterns.0.pattern'],
      ['[{"name": "a", "pattern": "(", "severity": "low"}]', 'custom_patterns[0].pattern'],
      ['[{"name": "a", "pattern": "(a)\\\\1", "severity": "low"}]', 'custom_patterns[0].pattern'],
    ])('of the patterns %s', async (patterns, field) => {
      const answer = await submitRaw(LS, { custom_patterns: patterns });
      expect(answer).toMatchObject(refused(400, 'INVALID_OPTION'));
      expect((answer.body.error.details as { field: string }[]).map((fault) => fault.field)).toContain(field);
    });

    it.each([
      ['enable_security_scan', { enable_security_scan: 'false' }],
      ['focus_areas', { focus_areas: 'strings' }],
    ])('of patterns that %s leaves nothing to try', async (field, options) => {
      const custom_patterns = '[{"name": "a", "pattern": "abc", "severity": "low"}]';
      const answer = await submitRaw(LS, { custom_patterns, ...options });
      expect(answer).toMatchObject(refused(400, 'INVALID_OPTION'));
      expect((answer.body.error.details as { field: string }[]).map((fault) => fault.field)).toEqual([field]);
    });

    it('of a form without a file, with two, or with a wrong part', async () => {
      const none = await api().post('/api/v1/analyze').field('analysis_depth', 'quick');
      const two = await api().post('/api/v1/analyze').attach('file', '/bin/true').attach('file', '/bin/false');
      const other = await api().post('/api/v1/analyze').attach('upload', '/bin/true');
      for (const answer of [none, two, other]) expect(answer).toMatchObject(refused(400, 'INVALID_OPTION'));
    });

    it('of a form that is cut off', async () => {
      const answer = await api()
        .post('/api/v1/analyze')
        .set('Content-Type', 'multipart/form-data; boundary=x')
        .send(
          Buffer.concat([Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'), LS]),
        );
      expect(answer).toMatchObject(refused(400, 'INVALID_OPTION'));
    });

    it('of wrong options behind the file in a form', async () => {
      const answer = await api().post('/api/v1/analyze').attach('file', '/bin/true').field('analysis_depth', 'x');
      expect(answer).toMatchObject(refused(400, 'INVALID_OPTION'));
    });

    it('of another media type', async () => {
      const answer = await api().post('/api/v1/analyze').type('text/plain').send('hello');
      expect(answer).toMatchObject(refused(415, 'UNSUPPORTED_MEDIA_TYPE'));
    });

    it('of names that are too long', async () => {
      expect(await submitRaw(LS, { filename: 'x'.repeat(256) })).toMatchObject(refused(400, 'INVALID_FILENAME'));
    });

    it.each(['nonsense', '00000000-0000-4000-8000-000000000000', '%E0%A4%A'])('of the unknown id %s', async (id) => {
      const answers = await Promise.all([api().get(`/api/v1/analyze/${id}`), api().get(`/api/v1/jobs/${id}/status`)]);
      for (const { status, body } of answers) {
        expect([400, 404]).toContain(status);
        expect(body).toMatchObject({ success: false, error: { code: expect.any(String) } });
      }
    });

    it('of unknown routes, in the form of their prefix', async () => {
      expect(await api().get('/api/v1/nowhere')).toMatchObject(refused(404, 'NOT_FOUND'));
      const magic = await api().get('/v1/nowhere');
      expect(magic.status).toBe(404);
      expect(magic.body).toEqual({ error: expect.any(String), request_id: expect.stringMatching(UUID) });
    });
  });

  describe('GET /api/v1/analyze/{id}', () => {
    let id: string;

    beforeAll(async () => {
      id = (await submitRaw(LS)).body.data.job_id as string;
    });

    it('gives a summary that names where the rest is', async () => {
      const { body } = await api().get(`/api/v1/analyze/${id}`);
      expect(body.data).toMatchObject({ analysis_id: id, detail_level: 'summary' });
      expect(body.metadata.analysis_id).toBe(id);
      const endpoints = Object.values(body.data.result.detail_endpoints as Record<string, string>);
      for (const endpoint of endpoints) expect((await api().get(endpoint)).status).toBe(200);
    });

    it.each(['functions', 'strings', 'imports'])('gives the first page of the %s and their number', async (section) => {
      const { body } = await api().get(`/api/v1/analyze/${id}`).query({ detail_level: section });
      const { result } = body.data as { result: Record<string, unknown> };
      expect(result).toMatchObject({ page: 1, page_size: 50, has_next: true });
      expect(result[section]).toHaveLength(50);
      expect(result['total_count']).toBeGreaterThan(50);
    });

    it('gives the whole document', async () => {
      const { body } = await api().get(`/api/v1/analyze/${id}`).query({ detail_level: 'full' });
      const { result } = body.data;
      expect(result.summary.counts.functions).toBe(result.functions.length);
      expect(result.functions[0].address).toMatch(/^0x[0-9a-f]+$/);
      expect(
        result.metadata.stages.map(({ name, status }: { name: string; status: string }) => [name, status]),
      ).toEqual(
        expect.arrayContaining([
          ['meaning', 'ok'],
          ['structure', 'ok'],
          ['code', 'ok'],
        ]),
      );
    });

    it('refuses a detail level that there is not', async () => {
      const { status, body } = await api().get(`/api/v1/analyze/${id}`).query({ detail_level: 'all' });
      expect([status, body.error.code]).toEqual([400, 'INVALID_OPTION']);
    });
  });

  describe('system', () => {
    it('keeps the ids that the client sent', async () => {
      const own = '6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d';
      const { headers, body } = await api().get('/api/v1/health/live').set('X-Request-Id', own);
      expect(headers['x-request-id']).toBe(own);
      expect(headers['x-correlation-id']).toBe(own);
      expect(body.request_id).toBe(own);
    });

    it('reports each dependency', async () => {
      // Redis that answers late, on a machine that is busy for a moment, is not healthy.
      const { body } = await eventually(async () => {
        const answer = await api().get('/api/v1/health');
        expect(answer.status).toBe(200);
        expect(answer.body.data).toMatchObject({ service: 'bin2nlp', status: 'healthy', role: 'all' });
        return answer;
      });
      expect(Object.keys(body.data.dependencies as object).sort()).toEqual([
        'cache',
        'libmagic',
        'memory',
        'queue',
        'radare2',
        'redis',
        'sandbox',
        'storage',
      ]);
      expect(body.data.dependencies.radare2.detail).toMatch(/^6\./);
    });

    it('is ready', async () => {
      await eventually(async () => {
        const { body } = await api().get('/api/v1/health/ready');
        expect(body.data).toEqual({ status: 'ready', unavailable: [] });
      });
    });

    it('serves the OpenAPI document and the page of error codes', async () => {
      const { body } = await api().get('/api/v1/openapi.json');
      expect(Object.keys(body.paths as object)).toEqual(
        expect.arrayContaining([
          '/api/v1/analyze',
          '/api/v1/analyze/{id}',
          '/api/v1/health',
          '/api/v1/health/live',
          '/api/v1/health/ready',
          '/api/v1/jobs/{id}/status',
        ]),
      );
      const page = await api().get('/api/v1/docs/errors');
      expect(page.status).toBe(200);
      expect(page.text).toContain('id="FILE_TOO_LARGE"');
    });

    it('sends security headers and does not name its framework', async () => {
      const { headers } = await api().get('/api/v1/health/live');
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    });
  });

  async function poll(path: string): Promise<{ status: string }> {
    for (;;) {
      const { body } = await api().get(path);
      if (body.data.status !== 'pending' && body.data.status !== 'processing') return body.data as { status: string };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});
