import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { RawHttp } from '#test/support/raw-http';
import { TemporaryDirectory } from '#test/support/temporary-directory';

const SECRETS = ['Bearer b2n_verysecretkey', 'Basic dXNlcjpwYXNzd29yZA==', 'query-secret', 'form-secret.bin'];
/** As pino counts. */
const ERROR_LEVEL = 50;
/** A string of /bin/ls that no message of ours contains. */
const SAMPLE_STRING = 'GNU coreutils';

describe('the log', () => {
  let directory: TemporaryDirectory;
  let started: Bin2nlpProcess | undefined;

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
  });
  afterEach(async () => {
    await started?.end();
    await directory.remove();
  });

  const launch = (variables: Record<string, string>): Bin2nlpProcess =>
    (started = Bin2nlpProcess.launch({ BIN2NLP_STORAGE__DATA_DIR: directory.path, ...variables }));
  const linesOf = (text: string): Record<string, unknown>[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('goes to a file too, where every line of a request and its job carries their ids, and nothing secret', async () => {
    const file = join(directory.path, 'logs', 'bin2nlp.log');
    const service = launch({ BIN2NLP_LOGGING__FILE: file, BIN2NLP_FEATURE_DEBUG_LOGGING: 'on' });
    const url = await service.url();
    const ids = { request_id: randomUUID(), correlation_id: randomUUID() };
    const { body } = await request(url)
      .post('/api/v1/analyze?analysis_depth=quick')
      .set({ 'X-Request-Id': ids.request_id, 'X-Correlation-Id': ids.correlation_id, Authorization: SECRETS[0]! })
      .attach('file', '/bin/ls', { filename: 'form-secret.bin' });
    await request(url).get('/api/v1/jobs/x/status?key=query-secret').set('Authorization', SECRETS[1]!);
    const ended = await eventually(() => {
      const line = linesOf(readFileSync(file, 'utf8')).find(({ msg }) => msg === 'Analysis ended');
      expect(line).toBeDefined();
      return line;
    });
    expect(ended).toMatchObject({ ...ids, job_id: body.data.job_id, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(ended).not.toHaveProperty('reqId');
    const lines = linesOf(readFileSync(file, 'utf8'));
    expect(lines.filter((line) => line['request_id'] === ids.request_id).length).toBeGreaterThan(1);
    await eventually(() => {
      expect(linesOf(service.printed).map(({ msg }) => msg)).toEqual(expect.arrayContaining(['Analysis ended']));
    });
    for (const text of [readFileSync(file, 'utf8'), service.printed]) {
      for (const secret of [...SECRETS, SAMPLE_STRING]) expect(text).not.toContain(secret);
    }
  });

  it.each([
    ['on', true],
    ['off', false],
  ])('with debug_logging %s it has lines below info: %s', async (flag, expected) => {
    const service = launch({ BIN2NLP_FEATURE_DEBUG_LOGGING: flag });
    await request(await service.url()).get('/api/v1/health/live');
    await request(await service.url()).get('/api/v1/nowhere');
    await eventually(() => {
      expect(service.printed).toContain('/api/v1/nowhere');
    });
    expect(linesOf(service.printed).some(({ level }) => level === 20)).toBe(expected);
  });

  it('tells of bodies that are cut off as of any request, not as of a fault, and no more of a path than a route could have', async () => {
    const service = launch({});
    const url = await service.url();
    const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nMZ';
    const bodies = [
      ['/api/v1/analyze', 'application/octet-stream', 'MZ'],
      ['/api/v1/analyze/', 'multipart/form-data; boundary=b', part],
      ['/api/v1/upload', 'application/json', '{"filename":'],
      ['/v1/magic/content?filename=a', 'application/octet-stream', 'MZ'],
    ] as const;
    for (const [path, type, begun] of bodies) {
      const client = await RawHttp.connect(url);
      client.send(
        `POST ${path} HTTP/1.1\r\nHost: here\r\nContent-Type: ${type}\r\nContent-Length: 9999\r\n\r\n${begun}`,
      );
      await delay(200);
      client.end();
    }
    await request(url).get(`/api/v1/${'x'.repeat(5000)}`);
    await eventually(() => {
      const told = linesOf(service.printed).map(({ msg }) => msg);
      for (const [path] of bodies) expect(told).toContain(`POST ${path.split('?')[0]} 499`);
      expect(service.printed).toContain('/api/v1/xxx');
    });
    expect(service.printed).not.toContain('x'.repeat(500));
    await service.end();
    expect(linesOf(service.printed).filter(({ level }) => Number(level) >= ERROR_LEVEL)).toEqual([]);
  });
});
