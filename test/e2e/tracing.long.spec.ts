import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import type { ReceivedSpan } from '#test/support/span-receiver';
import { SpanReceiver } from '#test/support/span-receiver';
import { TemporaryRedis } from '#test/support/temporary-redis';

const LS = readFileSync('/bin/ls');
const ADMIN = '0123456789abcdef0123456789abcdef';
const TOLD_BY_CALLER = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const TRACE_PARENT = `00-${TOLD_BY_CALLER.traceId}-${TOLD_BY_CALLER.spanId}-01`;
/** What no span may hold. */
const FILE_NAME = 'payroll-of-acme.exe';

describe('traces', () => {
  let redis: TemporaryRedis;
  let receiver: SpanReceiver;
  const processes: Bin2nlpProcess[] = [];

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
    receiver = await SpanReceiver.start();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.end()));
  });
  afterAll(async () => {
    await receiver.stop();
    await redis.stop();
  });

  function launch(role: 'api' | 'worker', settings: Readonly<Record<string, string>> = {}): Bin2nlpProcess {
    const process = Bin2nlpProcess.launch({
      BIN2NLP_ROLE: role,
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN,
      BIN2NLP_TRACING__ENABLED: 'on',
      BIN2NLP_TRACING__ENDPOINT: receiver.url,
      BIN2NLP_TRACING__HEADERS: 'x-token=a%20secret',
      ...settings,
    });
    processes.push(process);
    return process;
  }
  const submit = (url: string, key: string, requestId: string = randomUUID()): request.Test =>
    request(url)
      .post('/api/v1/analyze')
      .query({ filename: FILE_NAME, force_reanalysis: true })
      .set({ Authorization: `Bearer ${key}`, 'X-Request-Id': requestId, traceparent: TRACE_PARENT })
      .type('application/octet-stream')
      .send(LS);
  const only = (name: string): ReceivedSpan => {
    const [span, ...more] = receiver.named(name);
    if (span === undefined || more.length > 0) throw new Error(`There are ${more.length + (span ? 1 : 0)} of ${name}`);
    return span;
  };

  it('cost a service nothing that tells none: what makes them is not loaded', () => {
    const program = `require('reflect-metadata'); require('./dist/bootstrap/start-service.js');
      console.log(Object.keys(require.cache).filter((name) => /@opentelemetry.(sdk|exporter)/.test(name)).length)`;
    const loaded = execFileSync(process.execPath, ['-e', program], { cwd: join(__dirname, '../..'), encoding: 'utf8' });
    expect(loaded).toBe('0\n');
  });

  it('hold a request, its way through the queue, and each stage of its job in another process', async () => {
    const [api, worker] = [launch('api'), launch('worker')];
    await worker.url();
    const url = await api.url();
    const requestId = randomUUID();
    const answer = await submit(url, ADMIN, requestId);
    expect(answer.status).toBe(200);
    const { job_id: jobId } = answer.body.data as { job_id: string };
    expect((await submit(url, 'nobody')).status).toBe(401);
    await request(url).get('/api/v1/health/ready');
    await Promise.all(processes.splice(0).map((process) => process.end()));

    const [served, refused] = [200, 401].map((status) =>
      receiver
        .named('POST /api/v1/analyze')
        .find(({ attributes }) => attributes['http.response.status_code'] === status),
    );
    const [sent, processed, made] = [only('send analysis'), only('process analysis'), only('make document')];
    const inner = ['structure', 'code', 'meaning', 'packing'].map(only);
    expect(served).toMatchObject({ kind: 2, attributes: { 'http.route': '/api/v1/analyze' } });
    expect(sent).toMatchObject({ kind: 4, parentSpanId: served?.spanId });
    expect(processed).toMatchObject({ kind: 5, parentSpanId: sent.spanId, attributes: { 'bin2nlp.outcome': 'done' } });
    expect(made).toMatchObject({
      kind: 1,
      parentSpanId: processed.spanId,
      attributes: {
        'bin2nlp.job_id': jobId,
        'bin2nlp.sha256': createHash('sha256').update(LS).digest('hex'),
        'bin2nlp.format': 'elf',
        'bin2nlp.depth': 'standard',
        'bin2nlp.outcome': 'radare2',
      },
    });
    expect(only('storing').parentSpanId).toBe(processed.spanId);
    for (const span of [...inner, ...receiver.named('engine process')]) expect(span.parentSpanId).toBe(made.spanId);
    expect(receiver.named('engine process').length).toBeGreaterThan(0);
    const all = [served, sent, processed, made, only('storing'), ...inner, ...receiver.named('engine process')];
    expect(new Set(all.map((span) => span?.traceId)).size).toBe(1);
    for (const span of [served, sent, processed, made]) expect(span?.attributes['bin2nlp.request_id']).toBe(requestId);
    for (const span of receiver.spans) {
      expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).toBe(true);
      expect(span.resource['service.name']).toBe('bin2nlp');
    }
    expect(processed.resource['service.instance.id']).not.toBe(served?.resource['service.instance.id']);

    // What a caller says of its own trace is a link, and of one that is not known nothing at all.
    expect(served?.traceId).not.toBe(TOLD_BY_CALLER.traceId);
    expect(served?.parentSpanId ?? '').toBe('');
    expect(served?.links).toMatchObject([TOLD_BY_CALLER]);
    expect(refused?.links ?? []).toEqual([]);
    expect(receiver.spans.filter(({ name }) => name.includes('health'))).toEqual([]);
    expect(receiver.headers[0]).toMatchObject({ 'x-token': 'a secret' });
    const told = JSON.stringify(receiver.spans);
    expect(told).not.toContain(FILE_NAME);
    expect(told).not.toContain(ADMIN);
  });

  it('go on as known callers say where they are trusted, and are none where they say so', async () => {
    receiver.spans.length = 0;
    const api = launch('api', { BIN2NLP_TRACING__TRUST_CALLERS: 'on' });
    const url = await api.url();
    const ask = (parent: string, key: string): request.Test =>
      request(url)
        .get('/api/v1/formats')
        .set({ Authorization: `Bearer ${key}`, traceparent: parent });
    await ask(TRACE_PARENT, ADMIN);
    await ask(TRACE_PARENT.replace(/01$/, '00'), ADMIN);
    await ask(TRACE_PARENT, 'nobody');
    await Promise.all(processes.splice(0).map((process) => process.end()));
    const [known, unknown, ...more] = receiver.named('GET /api/v1/formats');
    expect(more).toEqual([]);
    expect(known).toMatchObject({ traceId: TOLD_BY_CALLER.traceId, parentSpanId: TOLD_BY_CALLER.spanId });
    expect(unknown?.traceId).not.toBe(TOLD_BY_CALLER.traceId);
  });

  it('are lost, and nothing else, while nobody receives them; that is told once, and its end too', async () => {
    const away = await SpanReceiver.start();
    const port = Number(new URL(away.url).port);
    await away.stop();
    const api = launch('api', { BIN2NLP_TRACING__ENDPOINT: away.url });
    const url = await api.url();
    expect((await submit(url, ADMIN).query({ wait_seconds: 0 })).status).toBe(202);
    await eventually(() => {
      expect(api.printed).toContain('Spans are lost until');
    });
    for (let asked = 0; asked < 20; asked += 1) {
      expect((await request(url).get('/api/v1/formats').set('Authorization', `Bearer ${ADMIN}`)).status).toBe(200);
    }
    const back = await SpanReceiver.start(port);
    try {
      await eventually(async () => {
        await request(url).get('/api/v1/formats').set('Authorization', `Bearer ${ADMIN}`);
        expect(api.printed).toContain('Spans arrive again');
      });
      await api.end();
      expect(back.named('GET /api/v1/formats').length).toBeGreaterThan(0);
      expect(api.printed.match(/Spans are lost/g)).toHaveLength(1);
    } finally {
      await back.stop();
    }
  });
});
