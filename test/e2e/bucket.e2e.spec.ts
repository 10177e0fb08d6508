import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import request from 'supertest';

import { aZip } from '#test/support/archives';
import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { filesBelow } from '#test/support/files-below';
import { TemporaryBucket } from '#test/support/temporary-bucket';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { TemporaryRedis } from '#test/support/temporary-redis';

const LS = readFileSync('/bin/ls');
const DIGEST = createHash('sha256').update(LS);
/** Takes minutes at comprehensive depth. */
const LARGE = readFileSync('/usr/bin/git');

/** Nothing is shared but Redis and the bucket. */
describe('api and worker on machines of their own, with a bucket', () => {
  let redis: TemporaryRedis;
  let bucket: TemporaryBucket;
  let api: Bin2nlpProcess;
  let worker: Bin2nlpProcess;
  const processes: Bin2nlpProcess[] = [];
  const directories: TemporaryDirectory[] = [];

  async function launch(
    role: 'api' | 'worker',
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Bin2nlpProcess> {
    const directory = await TemporaryDirectory.create();
    directories.push(directory);
    const started = Bin2nlpProcess.launch({
      BIN2NLP_ROLE: role,
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: directory.path,
      BIN2NLP_ANALYSIS__STOP_GRACE_SECONDS: '0',
      BIN2NLP_ANALYSIS__HEARTBEAT_SECONDS: '3',
      BIN2NLP_ANALYSIS__RECONCILE_SECONDS: '1',
      ...bucket.variables,
      ...settings,
    });
    processes.push(started);
    return started;
  }

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
    bucket = await TemporaryBucket.start();
    [api, worker] = await Promise.all([launch('api'), launch('worker')]);
    await Promise.all([api.url(), worker.url()]);
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.end()));
    await Promise.all([redis.stop(), bucket.stop(), ...directories.map((directory) => directory.remove())]);
  });

  const post = async (path: string, body: object): Promise<request.Response> =>
    request(await api.url())
      .post(path)
      .send(body);
  const submit = async (content: Buffer, query: object): Promise<request.Response> =>
    request(await api.url())
      .post('/api/v1/analyze')
      .query(query)
      .type('application/octet-stream')
      .send(content);
  const nothingIsLeft = (): Promise<void> =>
    eventually(async () => {
      const files = await Promise.all(directories.map(({ path }) => filesBelow(path)));
      expect([await bucket.keys(), files.flat()]).toEqual([[], []]);
    });
  const until = (path: string, status: string): Promise<void> =>
    eventually(async () => {
      expect((await request(await api.url()).get(path)).body.data.status).toBe(status);
    });

  it('a file that is sent to the api is analysed, and gone then', async () => {
    const { status, body } = await submit(LS, { analysis_depth: 'quick', wait_seconds: 60 });
    expect([status, body.data.result.metadata.file.sha256]).toEqual([200, DIGEST.copy().digest('hex')]);
    await nothingIsLeft();
    const health = await request(await api.url()).get('/api/v1/health');
    expect(health.body.data.dependencies.bucket).toMatchObject({ status: 'healthy' });
  });

  it('a file that is sent to the bucket is looked at, analysed once, and gone then', async () => {
    const announced = { filename: 'ls', size: LS.length, sha256: DIGEST.copy().digest('hex') };
    const {
      upload_id: id,
      upload_url: url,
      headers,
    } = (await post('/api/v1/upload', announced)).body.data as {
      upload_id: string;
      upload_url: string;
      headers: Record<string, string>;
    };
    expect(url).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/.*X-Amz-SignedHeaders=content-length%3Bhost%3Bx-amz-checksum-sha256/,
    );
    expect((await post('/api/v1/analyze', { upload_id: id })).body.error.code).toBe('INVALID_TRANSITION');
    const sent = await fetch(url, { method: 'PUT', headers, body: Uint8Array.from(LS) });
    expect(sent.status).toBe(200);
    expect((await post('/api/v1/upload/validate', { upload_id: id })).body.data).toMatchObject({ valid: true });
    const { body } = await post('/api/v1/analyze', {
      upload_id: id,
      analysis_depth: 'quick',
      focus_areas: ['exports'],
      wait_seconds: 60,
    });
    expect(body.data.result.metadata.file).toMatchObject({ name: 'ls', sha256: announced.sha256 });
    await nothingIsLeft();
  });

  it('what is sent to the bucket and is not as announced is refused, and deleted', async () => {
    const { upload_id: id, upload_url: url } = (await post('/api/v1/upload', { filename: 'ls', size: LS.length })).body
      .data as { upload_id: string; upload_url: string };
    // s3rver does not hold it against the signed length, as a bucket of Amazon would.
    await fetch(url, { method: 'PUT', body: Uint8Array.from(LS.subarray(1)) });
    const refused = await post('/api/v1/analyze', { upload_id: id });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'INVALID_OPTION']);
    await nothingIsLeft();
  });

  it('an archive is unpacked, its files are analysed, and nothing is left', async () => {
    const answer = await request(await api.url())
      .post('/api/v1/batches')
      .field('analysis_depth', 'quick')
      .attach('file', Buffer.from(await aZip({ ls: LS, text: Buffer.from('text') })), 'a.zip');
    const path = String(answer.headers['location']);
    await eventually(async () => {
      const { body } = await request(await api.url()).get(path);
      expect(body.data).toMatchObject({ ended: true, counts: { completed: 1, refused: 1 } });
    });
    await nothingIsLeft();
  });

  it('a job that is cancelled while it runs leaves nothing', async () => {
    const slow = { analysis_depth: 'comprehensive', wait_seconds: 0, timeout_seconds: 1200 };
    const { job_id: id, status_url: path } = (await submit(LARGE, slow)).body.data as Record<string, string>;
    await until(String(path), 'processing');
    await request(await api.url()).delete(`/api/v1/jobs/${id}`);
    await until(String(path), 'cancelled');
    await nothingIsLeft();
  });

  it('a job whose worker is killed is done by another, on another machine', async () => {
    const query = { analysis_depth: 'comprehensive', wait_seconds: 0 };
    const { status_url: path } = (await submit(readFileSync('/bin/cat'), query)).body.data as Record<string, string>;
    await until(String(path), 'processing');
    worker.signal('SIGKILL');
    await worker.status();
    // What it held, it holds for 15 s.
    const { commands } = await redis.connect();
    for (const lock of await commands.keys('*:lock')) await commands.pexpire(lock, 1);
    worker = await launch('worker');
    await worker.url();
    await until(String(path), 'completed');
    // Its own disk is swept when it is back, or gone with it.
    for (const lost of directories.splice(1, 1)) await lost.remove();
    await nothingIsLeft();
  });

  it('a bucket that refuses is told at the start, in one line that names no secret', async () => {
    const wrong = await launch('worker', { BIN2NLP_BUCKET__NAME: 'no-such-bucket' });
    expect(await wrong.status()).toBe(1);
    expect(wrong.printed).toMatch(/The bucket of the samples \(no-such-bucket\) does not serve: .*make the bucket/);
    for (const { printed } of processes) expect(printed).not.toMatch(/S3RVER|X-Amz-Signature/);
  });
});
