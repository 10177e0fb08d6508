import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';

describe('api and worker in processes of their own', () => {
  let redis: TemporaryRedis;
  const processes: Bin2nlpProcess[] = [];

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.end()));
  });
  afterAll(async () => {
    await redis.stop();
  });

  const launch = (role: 'api' | 'worker', extra: Record<string, string> = {}): Bin2nlpProcess => {
    const started = Bin2nlpProcess.launch({
      BIN2NLP_ROLE: role,
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
      ...extra,
    });
    processes.push(started);
    return started;
  };
  const submit = (url: string, path: string, query: object): request.Test =>
    request(url).post('/api/v1/analyze').query(query).type('application/octet-stream').send(readFileSync(path));

  it('work together as one', async () => {
    const [api, worker] = [launch('api'), launch('worker')];
    const [url, workerUrl] = await Promise.all([api.url(), worker.url()]);
    const requestId = randomUUID();
    const { status, body } = await submit(url, '/bin/ls', { analysis_depth: 'quick' }).set('X-Request-Id', requestId);
    expect(status).toBe(200);
    expect(body.data.result.summary.counts.imports).toBeGreaterThan(50);
    await eventually(() => {
      for (const { printed } of [api, worker]) expect(printed).toContain(`"request_id":"${requestId}"`);
    });
    expect(worker.printed).toContain(`"job_id":"${body.data.job_id}"`);
    expect((await submit(url, '/bin/ls', { analysis_depth: 'quick' })).body.data.cached).toBe(true);
    await eventually(async () => {
      const health = await request(url).get('/api/v1/health');
      expect(health.body.data).toMatchObject({ role: 'api', dependencies: { radare2: { status: 'healthy' } } });
    });
    expect((await request(workerUrl).get('/api/v1/health/live')).status).toBe(200);
    expect((await request(workerUrl).get('/api/v1/jobs/x/status')).status).toBe(404);
  });

  it('stop cleanly, with status 0', async () => {
    const [api, worker] = [launch('api'), launch('worker')];
    await Promise.all([api.url(), worker.url()]);
    api.signal('SIGTERM');
    worker.signal('SIGINT');
    expect(await Promise.all([api.status(), worker.status()])).toEqual([0, 0]);
  });

  it('let jobs wait while no worker is there', async () => {
    const url = await launch('api').url();
    expect((await request(url).get('/api/v1/health')).body.data).toMatchObject({
      status: 'degraded',
      dependencies: { radare2: { status: 'unhealthy' } },
    });
    const waiting = await submit(url, '/bin/cat', { analysis_depth: 'quick', wait_seconds: 0 });
    expect(waiting.status).toBe(202);
    expect(waiting.body.data).toMatchObject({ status: 'pending', queue_position: 0 });
    await launch('worker').url();
    await until(url, waiting.body.data.status_url as string, 'completed');
  });

  it('hand a running job over when its worker stops', async () => {
    const first = launch('worker', { BIN2NLP_ANALYSIS__STOP_GRACE_SECONDS: '0' });
    const [url] = await Promise.all([launch('api').url(), first.url()]);
    const submitted = await submit(url, process.execPath, {
      analysis_depth: 'comprehensive',
      wait_seconds: 0,
      timeout_seconds: 1200,
    });
    const { status_url: statusUrl } = submitted.body.data as { status_url: string };
    await until(url, statusUrl, 'processing');
    first.signal('SIGTERM');
    expect(await first.status()).toBe(0);
    expect(await statusOf(url, statusUrl)).toBe('pending');
    await launch('worker', { BIN2NLP_ANALYSIS__STOP_GRACE_SECONDS: '0' }).url();
    await until(url, statusUrl, 'processing');
  });

  it('recover a job whose worker was killed', async () => {
    const settings = { BIN2NLP_ANALYSIS__HEARTBEAT_SECONDS: '3', BIN2NLP_ANALYSIS__RECONCILE_SECONDS: '1' };
    const first = launch('worker', settings);
    const [url] = await Promise.all([launch('api', settings).url(), first.url()]);
    const submitted = await submit(url, '/bin/ls', { analysis_depth: 'comprehensive', wait_seconds: 0 });
    const { job_id: id, status_url: statusUrl } = submitted.body.data as { job_id: string; status_url: string };
    await until(url, statusUrl, 'processing');
    first.signal('SIGKILL');
    await launch('worker', settings).url();
    await until(url, statusUrl, 'completed');
    expect((await request(url).get(`/api/v1/jobs/${id}`)).body.data.attempts).toBeGreaterThan(1);
  });

  async function statusOf(url: string, statusUrl: string): Promise<string> {
    const { body } = await request(url).get(statusUrl);
    return body.data.status as string;
  }

  async function until(url: string, statusUrl: string, status: string): Promise<void> {
    await eventually(async () => {
      expect(await statusOf(url, statusUrl)).toBe(status);
    });
  }
});
