import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import request from 'supertest';

import { COUNTERS, GAUGES, HISTOGRAMS } from '#infrastructure/metrics/instruments';
import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { RawHttp } from '#test/support/raw-http';
import { ReadMetrics } from '#test/support/read-metrics';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryRedis } from '#test/support/temporary-redis';

const LS = readFileSync('/bin/ls');

describe('the metrics', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  const read = (): Promise<ReadMetrics> => ReadMetrics.from(`${bin2nlp.url}/metrics`);
  const submit = (content: Buffer): request.Test =>
    request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ analysis_depth: 'quick' })
      .type('application/octet-stream')
      .send(content);

  it('are there under both addresses, with every name of the contract and those of Node.js', async () => {
    const metrics = await read();
    expect(metrics.names).toEqual(expect.arrayContaining(Object.keys({ ...COUNTERS, ...HISTOGRAMS, ...GAUGES })));
    expect(metrics.names).toEqual(
      expect.arrayContaining(['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds']),
    );
    for (const name of Object.keys(COUNTERS)) expect(metrics.type(name)).toBe('counter');
    for (const name of Object.keys(HISTOGRAMS)) expect(metrics.type(name)).toBe('histogram');
    for (const name of Object.keys(GAUGES)) expect(metrics.type(name)).toBe('gauge');
    for (const dependency of ['redis', 'cache', 'queue', 'storage', 'libmagic'])
      expect([dependency, metrics.value('dependency_up', { dependency })]).toEqual([dependency, 1]);
    const { status, headers } = await request(bin2nlp.url).get('/v1/metrics');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0.0.4/);
    expect(headers['x-request-id']).toBeDefined();
  });

  it('count identifications by how they were asked for, their time and their size', async () => {
    const before = await read();
    const content = request(bin2nlp.url).post('/v1/magic/content').query({ filename: 'ls' });
    expect((await content.type('application/octet-stream').send(LS)).status).toBe(200);
    await writeFile(join(bin2nlp.directory.path, 'files', 'ls'), LS);
    expect((await request(bin2nlp.url).post('/v1/magic/path').send({ path: 'ls' })).status).toBe(200);
    const after = await read();
    for (const operation of ['content', 'path']) {
      const names = ['magic_analysis_duration_seconds', 'file_size_bytes'];
      expect(names.map((name) => after.value(name, { operation }) - before.value(name, { operation }))).toEqual([1, 1]);
    }
  });

  it('count a job, its stages, its wait and the cache', async () => {
    const before = await read();
    expect([(await submit(LS)).body.data.cached, (await submit(LS)).body.data.cached]).toEqual([false, true]);
    const after = await read();
    const grown = (name: string, labels = {}): number => after.value(name, labels) - before.value(name, labels);
    expect(grown('analysis_jobs_total', { status: 'completed' })).toBe(2);
    expect(grown('job_wait_seconds')).toBe(1);
    expect(grown('file_size_bytes', { operation: 'analyze' })).toBe(2);
    expect(grown('analysis_duration_seconds', { depth: 'quick', format: 'elf', stage: 'structure' })).toBe(1);
    expect(grown('analysis_duration_seconds', { depth: 'quick', format: 'elf', stage: 'total' })).toBe(1);
    expect(grown('cache_requests_total', { result: 'hit' })).toBeGreaterThanOrEqual(1);
    expect(grown('cache_requests_total', { result: 'miss' })).toBeGreaterThanOrEqual(1);
    // Each look at the state of things makes one more.
    expect(grown('temp_file_creation_total')).toBeGreaterThanOrEqual(2);
  });

  it('count requests by template, and refusals by code', async () => {
    const before = await read();
    const api = request(bin2nlp.url);
    const id = '11111111-1111-4111-8111-111111111111';
    await api.get(`/api/v1/jobs/${id}/status`);
    await api.get('/api/v1/nowhere/a');
    await api.get('/somewhere/b');
    await api.get('/api/v1/docs');
    await RawHttp.ask(bin2nlp.url, 'GET / HTTP/1.1', 'Host: here', 'Content-Length: x', '', '');
    const after = await read();
    const grown = (name: string, labels: Record<string, string>): number =>
      after.value(name, labels) - before.value(name, labels);
    expect(grown('http_requests_total', { method: 'GET', route: '/api/v1/jobs/:id/status', status: '404' })).toBe(1);
    expect(grown('http_requests_total', { method: 'GET', route: 'unmatched', status: '404' })).toBe(2);
    expect(grown('http_request_duration_seconds', { method: 'GET', route: 'unmatched' })).toBe(2);
    expect(grown('http_errors_total', { code: 'NOT_FOUND' })).toBe(3);
    expect(grown('http_errors_total', { code: 'INVALID_OPTION' })).toBe(1);
    const routes = after.labels('http_requests_total', 'route');
    expect(routes.filter((route) => route.includes(id) || /nowhere|somewhere/.test(route))).toEqual([]);
  });

  it('count a client that went away as such', async () => {
    const client = await RawHttp.connect(bin2nlp.url);
    client.send('POST /api/v1/analyze HTTP/1.1\r\nHost: here\r\nContent-Type: application/octet-stream\r\n');
    client.send(`Content-Length: ${LS.length}\r\n\r\n`);
    client.send(LS.subarray(0, 100));
    await eventually(async () => {
      expect(await bin2nlp.files()).toHaveLength(1);
    });
    client.end();
    await eventually(async () => {
      expect((await read()).value('http_requests_total', { route: '/api/v1/analyze', status: '499' })).toBe(1);
    });
  });

  it('tell the state of things when they are asked', async () => {
    const metrics = await read();
    expect(metrics.value('active_workers')).toBe(1);
    expect(metrics.value('active_connections')).toBeGreaterThanOrEqual(1);
    expect(metrics.labels('job_queue_size', 'status')).toEqual(['pending', 'processing']);
    expect(metrics.value('temp_dir_available_space_mb')).toBeGreaterThan(0);
    const cache = (await request(bin2nlp.url).get('/api/v1/admin/cache')).body as { data: { bytes: number } };
    expect(metrics.value('cache_bytes')).toBe(cache.data.bytes);
    expect(cache.data.bytes).toBeGreaterThan(1000);
    expect(metrics.value('memory_usage_bytes', { component: 'rss' })).toBeGreaterThan(10_000_000);
  });
});

describe('the flag performance_metrics', () => {
  it('off: there are none', async () => {
    const bin2nlp = await RunningBin2nlp.start({ BIN2NLP_FEATURE_PERFORMANCE_METRICS: 'off' });
    try {
      const answers = await Promise.all(['/metrics', '/v1/metrics'].map((path) => request(bin2nlp.url).get(path)));
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      expect((await request(bin2nlp.url).get('/api/v1/health/live')).status).toBe(200);
    } finally {
      await bin2nlp.stop();
    }
  });
});

describe('a port of their own', () => {
  it('has the metrics and nothing else, and the API has them no more', async () => {
    const port = await freePort();
    const bin2nlp = await RunningBin2nlp.start({ BIN2NLP_METRICS__PORT: String(port) });
    const own = `http://127.0.0.1:${port}`;
    try {
      expect((await ReadMetrics.from(`${own}/metrics`)).value('active_workers')).toBe(1);
      expect((await request(own).get('/api/v1/health/live')).status).toBe(404);
      expect((await request(bin2nlp.url).get('/metrics')).status).toBe(404);
    } finally {
      await bin2nlp.stop();
    }
    await expect(fetch(`${own}/metrics`)).rejects.toThrow();
  });
});

describe('a worker', () => {
  it('tells its own on its own port', async () => {
    const redis = await TemporaryRedis.start();
    const worker = Bin2nlpProcess.launch({
      BIN2NLP_ROLE: 'worker',
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
    });
    try {
      const metrics = await ReadMetrics.from(`${await worker.url()}/metrics`);
      expect(metrics.value('active_workers')).toBe(1);
      expect(metrics.names).toContain('analysis_duration_seconds');
    } finally {
      await worker.end();
      await redis.stop();
    }
  });
});

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
