import request from 'supertest';

import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { TemporaryRedis } from '#test/support/temporary-redis';

describe('a service on a disk that has little space left', () => {
  let redis: TemporaryRedis;
  let data: TemporaryDirectory;
  let bin2nlp: RunningBin2nlp;
  let jobId: string;

  const start = (minFreeSpaceMb: string): Promise<RunningBin2nlp> =>
    RunningBin2nlp.start({
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: data.path,
      BIN2NLP_STORAGE__MIN_FREE_SPACE_MB: minFreeSpaceMb,
    });
  const submit = (): request.Test =>
    request(bin2nlp.url).post('/api/v1/analyze?analysis_depth=quick').attach('file', '/bin/true');

  beforeAll(async () => {
    [redis, data] = await Promise.all([TemporaryRedis.start(), TemporaryDirectory.create()]);
    bin2nlp = await start('1');
    jobId = (await submit()).body.data.job_id as string;
    await bin2nlp.stop();
    // More than any disk has.
    bin2nlp = await start('1048576');
  });
  afterAll(async () => {
    await bin2nlp.stop();
    await Promise.all([redis.stop(), data.remove()]);
  });

  it('is ready, and says that it is degraded and by what', async () => {
    expect((await request(bin2nlp.url).get('/api/v1/health/ready')).status).toBe(200);
    const { status, body } = await request(bin2nlp.url).get('/api/v1/health');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ status: 'degraded', dependencies: { storage: { status: 'degraded' } } });
    expect(body.data.dependencies.storage.detail).toContain('uploads are refused');
  });

  it.each(['jobs', 'jobs/JOB', 'jobs/JOB/status', 'analyze/JOB', 'analyze/JOB/strings', 'analyze/JOB/document'])(
    'goes on to answer GET /api/v1/%s',
    async (path) => {
      expect((await request(bin2nlp.url).get(`/api/v1/${path.replace('JOB', jobId)}`)).status).toBe(200);
    },
  );

  it('refuses submissions with 507, and says when to come again', async () => {
    const { status, headers, body } = await submit();
    expect([status, body.error.code]).toEqual([507, 'INSUFFICIENT_STORAGE']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });
});
