import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';

/** Takes minutes at comprehensive depth. */
const LARGE = '/usr/bin/git';
/** No grace: a stop hands back what runs. Otherwise only what is waited for here is sooner. */
const SETTINGS = {
  BIN2NLP_ANALYSIS__STOP_GRACE_SECONDS: '0',
  BIN2NLP_ANALYSIS__HEARTBEAT_SECONDS: '3',
  BIN2NLP_ANALYSIS__RECONCILE_SECONDS: '1',
};

/** One api for all tests; one worker after the other, which each test finds running or starts. */
describe('api and worker in processes of their own', () => {
  let redis: TemporaryRedis;
  let api: Bin2nlpProcess;
  let worker: Bin2nlpProcess | undefined;
  const processes: Bin2nlpProcess[] = [];

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
    api = launch('api');
    await api.url();
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.end()));
    await redis.stop();
  });

  function launch(role: 'api' | 'worker'): Bin2nlpProcess {
    const started = Bin2nlpProcess.launch({
      BIN2NLP_ROLE: role,
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
      ...SETTINGS,
    });
    processes.push(started);
    return started;
  }
  async function workerThatWorks(): Promise<Bin2nlpProcess> {
    worker ??= launch('worker');
    await worker.url();
    return worker;
  }
  async function ended(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | undefined> {
    const told = worker;
    worker = undefined;
    told?.signal(signal);
    return told?.status();
  }
  const submit = (url: string, path: string, query: object): request.Test =>
    request(url).post('/api/v1/analyze').query(query).type('application/octet-stream').send(readFileSync(path));

  it('let jobs wait while no worker is there', async () => {
    const url = await api.url();
    expect((await request(url).get('/api/v1/health')).body.data).toMatchObject({
      status: 'degraded',
      dependencies: { radare2: { status: 'unhealthy' } },
    });
    const waiting = await submit(url, '/bin/cat', { analysis_depth: 'quick', wait_seconds: 0 });
    expect(waiting.status).toBe(202);
    expect(waiting.body.data).toMatchObject({ status: 'pending', queue_position: 0 });
    await workerThatWorks();
    await until(url, waiting.body.data.status_url as string, 'completed');
  });

  it('work together as one', async () => {
    const running = await workerThatWorks();
    const [url, workerUrl] = await Promise.all([api.url(), running.url()]);
    const requestId = randomUUID();
    const { status, body } = await submit(url, '/bin/ls', { analysis_depth: 'quick' }).set('X-Request-Id', requestId);
    expect(status).toBe(200);
    expect(body.data.result.summary.counts.imports).toBeGreaterThan(50);
    await eventually(() => {
      for (const { printed } of [api, running]) expect(printed).toContain(`"request_id":"${requestId}"`);
    });
    expect(running.printed).toContain(`"job_id":"${body.data.job_id}"`);
    expect((await submit(url, '/bin/ls', { analysis_depth: 'quick' })).body.data.cached).toBe(true);
    await eventually(async () => {
      const health = await request(url).get('/api/v1/health');
      expect(health.body.data).toMatchObject({ role: 'api', dependencies: { radare2: { status: 'healthy' } } });
    });
    expect((await request(workerUrl).get('/api/v1/health/live')).status).toBe(200);
    expect((await request(workerUrl).get('/api/v1/jobs/x/status')).status).toBe(404);
  });

  it('hand a running job over when its worker stops', async () => {
    await workerThatWorks();
    const url = await api.url();
    const submitted = await submit(url, LARGE, {
      analysis_depth: 'comprehensive',
      wait_seconds: 0,
      timeout_seconds: 1200,
    });
    const { job_id: id, status_url: statusUrl } = submitted.body.data as { job_id: string; status_url: string };
    await until(url, statusUrl, 'processing');
    expect(await ended('SIGTERM')).toBe(0);
    expect(await statusOf(url, statusUrl)).toBe('pending');
    await workerThatWorks();
    await until(url, statusUrl, 'processing');
    expect((await request(url).delete(`/api/v1/jobs/${id}`)).status).toBe(200);
  });

  it('recover a job whose worker was killed', async () => {
    await workerThatWorks();
    const url = await api.url();
    const submitted = await submit(url, '/bin/ls', { analysis_depth: 'comprehensive', wait_seconds: 0 });
    const { job_id: id, status_url: statusUrl } = submitted.body.data as { job_id: string; status_url: string };
    await until(url, statusUrl, 'processing');
    await ended('SIGKILL');
    // What it held, it holds for 15 s.
    const { commands } = await redis.connect();
    for (const lock of await commands.keys('*:lock')) await commands.pexpire(lock, 1);
    await workerThatWorks();
    await until(url, statusUrl, 'completed');
    expect((await request(url).get(`/api/v1/jobs/${id}`)).body.data.attempts).toBeGreaterThan(1);
  });

  it('answer what is known while no worker is there', async () => {
    await workerThatWorks();
    const url = await api.url();
    await submit(url, '/bin/true', { analysis_depth: 'quick', wait_seconds: 60 });
    expect(await ended('SIGTERM')).toBe(0);
    const again = await submit(url, '/bin/true', { analysis_depth: 'quick', wait_seconds: 0 });
    expect([again.status, again.body.data.cached]).toEqual([200, true]);
  });

  it('stop cleanly, with status 0', async () => {
    await workerThatWorks();
    api.signal('SIGTERM');
    expect(await Promise.all([api.status(), ended('SIGINT')])).toEqual([0, 0]);
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
