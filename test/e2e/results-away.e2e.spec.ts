import request from 'supertest';

import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryRedis } from '#test/support/temporary-redis';

describe('a service whose results have a Redis of their own', () => {
  let queue: TemporaryRedis;
  let results: TemporaryRedis;
  let bin2nlp: RunningBin2nlp;

  beforeEach(async () => {
    [queue, results] = await Promise.all([TemporaryRedis.start(), TemporaryRedis.start()]);
  });
  afterEach(async () => {
    back();
    await bin2nlp.stop();
    await Promise.all([queue.stop(), results.stop()]);
  });

  const start = async (): Promise<void> => {
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_REDIS__URL: queue.url,
      BIN2NLP_REDIS__CACHE_URL: results.url,
      BIN2NLP_ANALYSIS__RECONCILE_SECONDS: '1',
    });
  };
  const away = (): unknown => process.kill(results.pid, 'SIGSTOP');
  const back = (): unknown => process.kill(results.pid, 'SIGCONT');
  const submit = (path: string): request.Test =>
    request(bin2nlp.url).post('/api/v1/analyze?analysis_depth=quick').attach('file', path);
  const get = (path: string): request.Test => request(bin2nlp.url).get(`/api/v1/${path}`);
  const jobOf = async (path: string): Promise<string> => (await submit(path)).body.data.job_id as string;
  const cacheHealth = async (): Promise<unknown> => (await get('health')).body.data.dependencies.cache;

  it('takes, analyses and answers while that is away, and loses nothing of before', async () => {
    await start();
    const before = await jobOf('/bin/true');
    away();
    const first = await submit('/bin/cat');
    expect([first.status, first.body.data.status, first.body.data.cached]).toEqual([200, 'completed', false]);
    const meanwhile = first.body.data.job_id as string;
    for (const path of ['', '/document', '/strings', '/imports']) {
      expect((await get(`analyze/${meanwhile}${path}`)).status).toBe(200);
      const { status, headers, body } = await get(`analyze/${before}${path}`);
      expect([status, body.error.code, body.error.message]).toEqual([
        503,
        'SERVICE_UNAVAILABLE',
        'The stored results cannot be reached right now.',
      ]);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await get(`jobs/${before}`)).status).toBe(200);
    // What is stored there is made again.
    expect((await submit('/bin/true')).body.data).toMatchObject({ status: 'completed', cached: false });
    expect((await submit('/bin/cat')).body.data).toMatchObject({ status: 'completed', cached: true });
    back();
    await eventually(async () => {
      expect((await get(`analyze/${before}`)).status).toBe(200);
    });
    const { cache } = await results.connect(results.config());
    await eventually(async () => {
      expect(await cache.keys('result:*:index')).toHaveLength(2);
    });
    expect((await get(`analyze/${meanwhile}`)).status).toBe(200);
  });

  it('is ready and degraded meanwhile, and says by what', async () => {
    await start();
    // A slow answer is degraded too.
    await eventually(async () => {
      expect(await cacheHealth()).toMatchObject({ status: 'healthy', critical: false, has_fallback: true });
    });
    away();
    await eventually(async () => {
      expect(await cacheHealth()).toMatchObject({
        status: 'unhealthy',
        detail: expect.stringMatching(/does not serve: ./),
      });
    });
    expect((await get('health')).body.data.status).toBe('degraded');
    expect((await get('health/ready')).status).toBe(200);
  });

  it('starts without it', async () => {
    away();
    await start();
    expect((await submit('/bin/true')).status).toBe(200);
  });

  it('really deletes once that is back what was deleted meanwhile', async () => {
    await start();
    const job = await jobOf('/bin/true');
    away();
    expect((await request(bin2nlp.url).delete(`/api/v1/analyze/${job}`)).status).toBeLessThan(300);
    back();
    const { cache } = await results.connect(results.config());
    await eventually(async () => {
      expect(await cache.keys('result:*')).toEqual([]);
    });
  });
});
