import { readFileSync } from 'node:fs';
import request from 'supertest';

import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

/** Takes minutes at comprehensive depth: it is read meanwhile, and cancelled then. */
const LARGE = readFileSync('/usr/bin/git');

let bin2nlp: RunningBin2nlp;
const get = (path: string, query: object = { partial: 'true' }): request.Test =>
  request(bin2nlp.url).get(`/api/v1/analyze/${path}`).query(query);
const submit = async (depth: string, content: Buffer): Promise<string> => {
  const { body } = await request(bin2nlp.url)
    .post('/api/v1/analyze')
    .query({ analysis_depth: depth, wait_seconds: depth === 'quick' ? 60 : 0 })
    .type('application/octet-stream')
    .send(content);
  return body.data.job_id as string;
};

describe('a result while it is being made', () => {
  let id: string;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
    id = await submit('comprehensive', LARGE);
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  it('is what its finished stages found, for those who take it', async () => {
    const { body, headers } = await eventually(async () => {
      const answer = await get(id);
      expect(answer.status).toBe(200);
      return answer;
    });
    expect(body.metadata).toMatchObject({
      analysis_id: id,
      partial: true,
      progress: expect.any(Number),
      stages: [
        { name: 'intake', status: 'ok' },
        { name: 'structure', status: 'ok', elapsed_ms: expect.any(Number), reason: null },
        { name: 'code', status: 'running', elapsed_ms: null, reason: null },
        { name: 'meaning', status: 'ok' },
      ],
    });
    expect(headers['cache-control']).toBe('no-store');
    const { summary, not_analysed: missing } = body.data.result;
    expect(summary.counts.imports).toBeGreaterThan(100);
    expect(summary.counts.strings).toBeGreaterThan(1000);
    expect(missing).toContainEqual({ section: 'code', reason: 'It is still under way.' });
    expect(missing.map(({ section }: { section: string }) => section)).not.toContain('security_findings');
    const again = await get(id).set('If-None-Match', headers['etag'] as string);
    expect(again.status).toBe(304);
  });

  it.each(['functions', 'strings', 'imports', 'sections', 'security'])('has pages of its %s', async (section) => {
    const { status, body } = await get(`${id}/${section}`, { partial: 'true', page_size: 5 });
    expect(status).toBe(200);
    expect(body.metadata).toMatchObject({ analysis_id: id, partial: true });
    expect(body.data.length).toBeGreaterThan(0);
  });

  it('is searched like any other', async () => {
    const { body } = await get(`${id}/imports`, { partial: 'true', filter: 'socket' });
    expect((body.data as { name: string }[]).map(({ name }) => name)).toContain('socket');
  });

  it.each([
    ['', {}],
    ['', { partial: 'false' }],
    ['/imports', {}],
    ['', { partial: 'true', detail_level: 'full' }],
    ['/document', { partial: 'true' }],
    ['/functions/0x1', { partial: 'true' }],
  ])('is not there for those who want the whole (%s %j)', async (path, query) => {
    const { status, body } = await get(`${id}${path}`, query);
    expect([status, body.data.status]).toEqual([202, 'processing']);
  });

  it('is there for every job that shares the run', async () => {
    const follower = await submit('comprehensive', LARGE);
    const { status, body } = await get(follower);
    expect([status, body.metadata.analysis_id, body.metadata.partial]).toEqual([200, follower, true]);
    expect(body.data.result.metadata.job_id).toBe(follower);
    await request(bin2nlp.url).delete(`/api/v1/jobs/${follower}`);
  });

  it('takes yes and no', async () => {
    const { status, body } = await get(id, { partial: 'perhaps' });
    expect([status, body.error.details[0].field]).toEqual([400, 'partial']);
  });

  it('is gone with its job', async () => {
    const kept = async (): Promise<number> =>
      (await request(bin2nlp.url).get('/api/v1/admin/cache')).body.data.entries as number;
    expect(await kept()).toBe(1);
    await request(bin2nlp.url).delete(`/api/v1/jobs/${id}`);
    const { status, body } = await get(id);
    expect([status, body.error.code]).toEqual([409, 'ANALYSIS_CANCELLED']);
    await eventually(async () => {
      expect(await kept()).toBe(0);
    });
  });

  it('is the whole once that is there', async () => {
    const done = await submit('quick', readFileSync('/bin/true'));
    const { status, body, headers } = await get(done);
    expect(status).toBe(200);
    expect(body.metadata).toEqual({ analysis_id: done, cached: false });
    expect(headers['cache-control']).toBe('private, no-cache');
  });
});
