import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import request from 'supertest';

import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const LS = readFileSync('/bin/ls');
const OCTETS = { 'Content-Type': 'application/octet-stream' };

describe('clients and dependencies that fail', () => {
  let bin2nlp: RunningBin2nlp;

  const start = async (variables: Record<string, string> = {}): Promise<void> => {
    bin2nlp = await RunningBin2nlp.start(variables);
  };
  afterEach(async () => {
    await bin2nlp.stop();
  });

  const open = (headers: Record<string, string>, query = ''): ClientRequest =>
    httpRequest(`${bin2nlp.url}/api/v1/analyze${query}`, { method: 'POST', headers, agent: false });
  const answerTo = async (
    client: ClientRequest,
  ): Promise<{ status: number | undefined; body: { error: { code: string } } }> => {
    const [response] = (await once(client, 'response')) as [IncomingMessage];
    return { status: response.statusCode, body: JSON.parse(await text(response)) as { error: { code: string } } };
  };
  const nothingIsLeft = (): Promise<void> =>
    eventually(async () => {
      expect(await bin2nlp.files()).toEqual([]);
    });

  it('an upload that stops arriving is refused with 408', async () => {
    await start({ BIN2NLP_SERVER__REQUEST_IDLE_SECONDS: '1' });
    const client = open(OCTETS);
    client.write(LS.subarray(0, 5000));
    const { status, body } = await answerTo(client);
    expect([status, body.error.code]).toEqual([408, 'REQUEST_TIMEOUT']);
    client.destroy();
    await nothingIsLeft();
  });

  it('an upload whose client goes away leaves nothing', async () => {
    await start();
    const client = open(OCTETS);
    client.on('error', () => undefined);
    client.write(LS.subarray(0, 100_000));
    await eventually(async () => {
      expect(await bin2nlp.files()).toHaveLength(1);
    });
    client.destroy();
    await nothingIsLeft();
  });

  it('a client that asks first is told before it sends a file that is too large', async () => {
    await start();
    const size = 200 * 1024 * 1024;
    const client = open({ ...OCTETS, 'Content-Length': String(size), Expect: '100-continue' });
    let asked = false;
    client.on('continue', () => {
      asked = true;
    });
    client.flushHeaders();
    const { status, body } = await answerTo(client);
    expect([status, body.error.code, asked]).toEqual([413, 'FILE_TOO_LARGE', false]);
    client.destroy();
  });

  it('a client that asks first may send a file that is not', async () => {
    await start();
    const client = open({ ...OCTETS, Expect: '100-continue' }, '?analysis_depth=quick');
    client.on('continue', () => client.end(LS));
    client.flushHeaders();
    expect((await answerTo(client)).status).toBe(200);
  });

  it('a file that turns out too large while it arrives is refused with 413', async () => {
    await start({ BIN2NLP_STORAGE__MAX_FILE_SIZE_MB: '1' });
    const client = open({ ...OCTETS, 'Transfer-Encoding': 'chunked' });
    client.on('error', () => undefined);
    client.end(Buffer.alloc(3 * 1024 * 1024, 0x7f));
    const { status, body } = await answerTo(client);
    expect([status, body.error.code]).toEqual([413, 'FILE_TOO_LARGE']);
    await nothingIsLeft();
  });

  it('without enough space an upload is refused with 507 before it is read', async () => {
    await start({ BIN2NLP_STORAGE__MIN_FREE_SPACE_MB: '1048576' });
    const { status, body, headers } = await request(bin2nlp.url).post('/api/v1/analyze').set(OCTETS).send(LS);
    expect([status, body.error.code]).toEqual([507, 'INSUFFICIENT_STORAGE']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('a submission that waits is answered 202 when the service stops, and its job is kept', async () => {
    await start({ BIN2NLP_ANALYSIS__STOP_GRACE_SECONDS: '0' });
    const waiting = request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ analysis_depth: 'comprehensive' })
      .set(OCTETS)
      .send(readFileSync('/bin/bash'))
      .then((answer) => answer);
    await eventually(async () => {
      expect((await request(bin2nlp.url).get('/api/v1/health')).body.data.dependencies.queue.detail).toMatch(
        /1 running/,
      );
    });
    await bin2nlp.service.close();
    const { status, body } = await waiting;
    expect([status, body.data.processing_type]).toEqual([202, 'asynchronous']);
    expect(await bin2nlp.files()).toHaveLength(1);
  });

  it('with background processing off every submission waits for its end', async () => {
    await start({ BIN2NLP_FEATURE_BACKGROUND_PROCESSING: 'off' });
    const { status } = await request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ analysis_depth: 'quick', wait_seconds: 0 })
      .set({ ...OCTETS, Prefer: 'respond-async' })
      .send(LS);
    expect(status).toBe(200);
  });

  it('with caching off every submission is analysed', async () => {
    await start({ BIN2NLP_FEATURE_ANALYSIS_CACHING: 'off' });
    for (let time = 0; time < 2; time += 1) {
      const { body } = await request(bin2nlp.url)
        .post('/api/v1/analyze')
        .query({ analysis_depth: 'quick' })
        .set(OCTETS)
        .send(LS);
      expect(body.data).toMatchObject({ cached: false, status: 'completed' });
    }
  });
});

describe('Redis away', () => {
  it('is answered with 503 at once, and readiness says so, until it is back', async () => {
    const bin2nlp = await RunningBin2nlp.start();
    try {
      const pid = Number(readFileSync(`${bin2nlp.directory.path}/redis/redis.pid`, 'utf8'));
      process.kill(pid, 'SIGSTOP');
      const { status, body } = await request(bin2nlp.url).post('/api/v1/analyze').set(OCTETS).send(LS);
      const ready = await request(bin2nlp.url).get('/api/v1/health/ready');
      const live = await request(bin2nlp.url).get('/api/v1/health/live');
      process.kill(pid, 'SIGCONT');
      expect([status, body.error.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
      expect([ready.status, live.status]).toEqual([503, 200]);
      await eventually(async () => {
        const again = await request(bin2nlp.url)
          .post('/api/v1/analyze')
          .query({ analysis_depth: 'quick' })
          .set(OCTETS)
          .send(LS);
        expect(again.status).toBe(200);
      });
    } finally {
      await bin2nlp.stop();
    }
  });
});
