import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { filesBelow } from '#test/support/files-below';
import { answerTo, RunningNginx } from '#test/support/running-nginx';
import { TemporaryRedis } from '#test/support/temporary-redis';

const LS = readFileSync('/bin/ls');
const MB = 1024 * 1024;
const OCTETS = { 'Content-Type': 'application/octet-stream' };

interface Body {
  readonly data: { readonly job_id: string; readonly status: string; readonly events_url: string };
  readonly error: { readonly code: string };
}
const read = (text: string): Body => JSON.parse(text) as Body;

/** The real nginx with docker/nginx.conf, two api, a worker. */
describe('behind nginx', () => {
  let redis: TemporaryRedis;
  let nginx: RunningNginx;
  const processes: Bin2nlpProcess[] = [];

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
    const [one, two] = [launch('api'), launch('api')];
    launch('worker');
    nginx = await RunningNginx.start([await one.url(), await two.url()]);
  });
  afterAll(async () => {
    await nginx.stop();
    await Promise.all(processes.map((process) => process.end()));
    await redis.stop();
  });

  function launch(role: 'api' | 'worker'): Bin2nlpProcess {
    const process = Bin2nlpProcess.launch({
      BIN2NLP_ROLE: role,
      BIN2NLP_FEATURE_CONSOLE: 'off',
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
      BIN2NLP_SERVER__REQUEST_IDLE_SECONDS: '2',
      BIN2NLP_SERVER__TRUST_PROXY: '1',
    });
    processes.push(process);
    return process;
  }

  it('an upload of 100 MB goes through, and nginx keeps none of it', async () => {
    const client = nginx.open('/api/v1/analyze?analysis_depth=quick&wait_seconds=0', {
      method: 'POST',
      headers: { ...OCTETS, 'Content-Length': 100 * MB },
    });
    client.write(LS);
    for (let left = 100 * MB - LS.length; left > 0; left -= MB) {
      if (!client.write(Buffer.alloc(Math.min(left, MB)))) await once(client, 'drain');
      expect(await filesBelow(nginx.keeps)).toEqual([expect.stringMatching(/nginx\.pid$/)]);
    }
    client.end();
    const { status, body } = await answerTo(client);
    expect(status).toBe(202);
    await eventually(async () => {
      const { body: now } = await nginx.ask(`/api/v1/jobs/${read(body).data.job_id}/status`);
      expect(read(now).data.status).toBe('completed');
    });
  });

  it('the command to copy is for the address that nginx has, whatever the client says of it', async () => {
    const { body } = await nginx.ask('/', { headers: { Accept: 'text/html', 'X-Forwarded-Proto': 'ftp' } });
    expect(body).toMatch(/curl -F file=@\/bin\/ls https:\/\/[\w.]+\/api/);
  });

  it('events come when they happen', async () => {
    const submitted = await nginx.ask('/api/v1/analyze?wait_seconds=0', { method: 'POST', headers: OCTETS }, LS);
    const client = nginx.open(read(submitted.body).data.events_url);
    client.end();
    const [stream] = (await once(client, 'response')) as [IncomingMessage];
    expect(stream.headers['content-type']).toContain('text/event-stream');
    let told = '';
    for await (const chunk of stream) told += String(chunk);
    expect(told).toMatch(/event: \w+[\s\S]*"completed"/);
  });

  it('what is too large is told before it is sent, every time, in the words of the service', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const headers = { ...OCTETS, 'Content-Length': 200 * MB };
        const client = nginx.open('/api/v1/analyze', { method: 'POST', headers });
        const answer = answerTo(client);
        client.on('error', () => undefined);
        for (let chunk = 0; chunk < 8; chunk += 1) client.write(Buffer.alloc(MB));
        const { status, body } = await answer;
        client.destroy();
        return [status, read(body).error.code];
      }),
    );
    expect(answers).toEqual(answers.map(() => [413, 'FILE_TOO_LARGE']));
  });

  it.each([
    ['a URI above ours', { path: `/api/v1/formats?x=${'y'.repeat(9000)}` }, 414, 'URI_TOO_LONG'],
    [
      'headers above ours',
      { path: '/api/v1/formats', headers: { 'X-Long': 'y'.repeat(20_000) } },
      431,
      'HEADERS_TOO_LARGE',
    ],
    ["a URI above nginx's", { path: `/api/v1/formats?x=${'y'.repeat(80_000)}` }, 414, 'URI_TOO_LONG'],
    [
      "headers above nginx's",
      { path: '/api/v1/formats', headers: { 'X-Long': 'y'.repeat(80_000) } },
      400,
      'INVALID_OPTION',
    ],
    [
      "a body above nginx's",
      { path: '/api/v1/analyze', headers: { 'Content-Length': 700 * MB } },
      413,
      'FILE_TOO_LARGE',
    ],
    ['the metrics', { path: '/metrics' }, 404, 'NOT_FOUND'],
    ['the metrics of the File Magic API', { path: '/v1/metrics' }, 404, undefined],
  ] as const)('%s: refused in a form that clients know', async (_what, { path, ...asked }, status, code) => {
    const isPost = path === '/api/v1/analyze';
    const client = nginx.open(path, { ...asked, method: isPost ? 'POST' : 'GET' });
    client.on('error', () => undefined);
    if (isPost) client.flushHeaders();
    else client.end();
    const { body, ...answer } = await answerTo(client);
    client.destroy();
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/json');
    const { error, request_id: id } = JSON.parse(body) as { error: Body['error'] | string; request_id: string };
    expect(typeof error === 'string' ? undefined : error.code).toBe(code);
    expect(id).toBeTruthy();
  });

  it('a client that stops sending is told so', async () => {
    const headers = { ...OCTETS, 'Content-Length': LS.length };
    const client = nginx.open('/api/v1/analyze', { method: 'POST', headers });
    client.on('error', () => undefined);
    client.write(LS.subarray(0, 1000));
    const { status, body } = await answerTo(client);
    client.destroy();
    expect([status, read(body).error.code]).toEqual([408, 'REQUEST_TIMEOUT']);
  });

  it('HTTP/2 serves many at once over one connection', async () => {
    const session = connectHttp2('https://localhost', {
      createConnection: () => connectTls({ path: nginx.socket, ALPNProtocols: ['h2'], ...nginx.trusted }),
    });
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const stream = session.request({ ':path': '/api/v1/formats' });
        stream.resume();
        const [headers] = (await once(stream, 'response')) as [{ ':status': number }];
        await once(stream, 'end');
        return headers[':status'];
      }),
    );
    const large = session.request({ ':path': '/api/v1/analyze', ':method': 'POST', 'content-length': 700 * MB });
    const body = text(large);
    const [refused] = (await once(large, 'response')) as [{ ':status': number }];
    expect([refused[':status'], read(await body).error.code]).toEqual([413, 'FILE_TOO_LARGE']);
    session.destroy();
    expect(statuses).toEqual(statuses.map(() => 200));
  });

  // The last: it takes an api away.
  it('an api that is killed is not noticed by who reads', async () => {
    const statuses: number[] = [];
    for (let asked = 0; asked < 40; asked += 1) {
      if (asked === 10) processes[0]?.signal('SIGKILL');
      statuses.push((await nginx.ask('/api/v1/formats')).status);
    }
    expect(statuses).toEqual(statuses.map(() => 200));
    const submitted = await nginx.ask('/api/v1/analyze?wait_seconds=60', { method: 'POST', headers: OCTETS }, LS);
    expect([submitted.status, read(submitted.body).data.status]).toEqual([200, 'completed']);
    processes[1]?.signal('SIGKILL');
    await processes[1]?.status();
    const { status, headers, body } = await nginx.ask('/api/v1/formats');
    expect([status, headers['retry-after'], read(body).error.code]).toEqual([503, '5', 'SERVICE_UNAVAILABLE']);
  });
});
