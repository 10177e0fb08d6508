import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import request from 'supertest';

import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const LS = readFileSync('/bin/ls');
const SHA256 = createHash('sha256').update(LS).digest('hex');
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

interface Prepared {
  readonly upload_id: string;
  readonly upload_url: string;
  readonly headers: Record<string, string>;
}

describe('signed uploads', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  const api = (): ReturnType<typeof request> => request(bin2nlp.url);
  const prepare = async (announced: object = { filename: 'ls', size: LS.length }): Promise<Prepared> => {
    const { status, body } = await api().post('/api/v1/upload').send(announced);
    expect(status).toBe(201);
    return body.data as Prepared;
  };
  const put = (url: string, content: Buffer): request.Test =>
    api().put(url).type('application/octet-stream').send(content);
  const analyze = (body: object): request.Test => api().post('/api/v1/analyze').send(body);
  const validate = async (id: string): Promise<object> =>
    (await api().post('/api/v1/upload/validate').send({ upload_id: id })).body.data as object;
  const refusal = ({ status, body }: request.Response): [number, string] => [status, body.error.code as string];

  it('a file is announced, sent, looked at, analysed once, and gone from the disk', async () => {
    const {
      upload_id: id,
      upload_url: url,
      headers,
    } = await prepare({ filename: 'ls', size: LS.length, sha256: SHA256 });
    expect(await validate(id)).toMatchObject({ valid: false, sha256: null, problems: [expect.any(String)] });
    expect(refusal(await analyze({ upload_id: id }))).toEqual([409, 'INVALID_TRANSITION']);
    const sent = await api().put(url).set(headers).send(LS);
    expect([sent.status, sent.body.data]).toEqual([200, { upload_id: id, size: LS.length, sha256: SHA256 }]);
    expect(await validate(id)).toEqual({
      valid: true,
      detected_format: 'elf',
      mime_type: 'application/x-pie-executable',
      size: LS.length,
      sha256: SHA256,
      problems: [],
    });
    expect(refusal(await analyze({ upload_id: id, analysis_depth: 'deep' }))).toEqual([400, 'INVALID_OPTION']);
    const { status, body } = await analyze({ upload_id: id, analysis_depth: 'quick', wait_seconds: 60 });
    expect([status, body.data.result.metadata.file]).toMatchObject([200, { name: 'ls', sha256: SHA256 }]);
    expect(refusal(await analyze({ upload_id: id }))).toEqual([409, 'INVALID_TRANSITION']);
    await eventually(async () => {
      expect(await bin2nlp.files()).toEqual([]);
    });
  });

  it('an address is good for one file', async () => {
    const { upload_url: url } = await prepare();
    const both = await Promise.all([put(url, LS), put(url, LS)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(refusal(await put(url, LS))).toEqual([409, 'INVALID_TRANSITION']);
  });

  it('what is not as announced is refused, nothing of it is kept, and the right one may still be sent', async () => {
    const before = await bin2nlp.files();
    const { upload_url: url } = await prepare({ filename: 'ls', size: LS.length, sha256: SHA256 });
    expect(refusal(await put(url, LS.subarray(1)))).toEqual([400, 'INVALID_OPTION']);
    expect(refusal(await put(url, Buffer.concat([LS, LS])))).toEqual([413, 'FILE_TOO_LARGE']);
    const altered = Buffer.from(LS);
    altered[LS.length - 1] = (altered[LS.length - 1] ?? 0) ^ 1;
    const { status, body } = await put(url, altered);
    expect([status, body.error.code, body.error.details[0].field]).toEqual([400, 'INVALID_OPTION', 'sha256']);
    expect(await bin2nlp.files()).toEqual(before);
    expect((await put(url, LS)).status).toBe(200);
  });

  it('an address that is altered or over is refused', async () => {
    const { upload_id: id, upload_url: url } = await prepare();
    const [path, query] = url.split('?') as [string, string];
    const { expires, signature } = Object.fromEntries(new URLSearchParams(query)) as Record<string, string>;
    const forged = [
      `${path}?expires=${Number(expires) + 1}&signature=${signature}`,
      `${path}?expires=${expires}&signature=${signature!.slice(0, -2)}`,
      `${path.replace(id, UNKNOWN)}?expires=${expires}&signature=${signature}`,
      `${path}?expires=${expires}`,
    ];
    for (const address of forged) expect(refusal(await put(address, LS))).toEqual([403, 'FORBIDDEN']);
    expect(refusal(await put(`${path}?signature=${signature}`, LS))).toEqual([400, 'INVALID_OPTION']);
  });

  it('a file that cannot be analysed is said to be so, and stays what it is', async () => {
    const text = Buffer.from('just words\n');
    const { upload_id: id, upload_url: url } = await prepare({ filename: 'notes.txt', size: text.length });
    await put(url, text);
    expect(await validate(id)).toMatchObject({ valid: false, detected_format: 'text', mime_type: 'text/plain' });
    expect(refusal(await analyze({ upload_id: id }))).toEqual([400, 'UNSUPPORTED_FORMAT']);
  });

  it.each([
    [{ filename: 'a' }, 400, 'INVALID_OPTION'],
    [{ filename: 'a', size: 0 }, 400, 'INVALID_OPTION'],
    [{ filename: 'a', size: 1.5 }, 400, 'INVALID_OPTION'],
    [{ filename: 'a', size: 5, sha256: 'abc' }, 400, 'INVALID_OPTION'],
    [{ filename: '...', size: 5 }, 400, 'INVALID_FILENAME'],
    [{ filename: 'a', size: 200 * 1024 * 1024 }, 413, 'FILE_TOO_LARGE'],
    [{ filename: 'a', size: 5, colour: 'red' }, 400, 'INVALID_OPTION'],
  ])('the announcement %j is refused', async (announced, status, code) => {
    expect(refusal(await api().post('/api/v1/upload').send(announced))).toEqual([status, code]);
  });

  it('an upload that nobody announced is not found', async () => {
    expect(refusal(await analyze({ upload_id: UNKNOWN }))).toEqual([404, 'NOT_FOUND']);
    expect(refusal(await api().post('/api/v1/upload/validate').send({ upload_id: UNKNOWN }))).toEqual([
      404,
      'NOT_FOUND',
    ]);
    expect(refusal(await api().post('/api/v1/upload/validate').send({}))).toEqual([400, 'INVALID_OPTION']);
  });

  it('content that was sent before is answered by its digest, with the same options', async () => {
    const sent = await api()
      .post('/api/v1/analyze')
      .query({ analysis_depth: 'quick', focus_areas: 'exports', filename: 'first' })
      .type('application/octet-stream')
      .send(LS);
    const same = { analysis_depth: 'quick', focus_areas: ['exports'] };
    const { status, body } = await analyze({ sha256: SHA256.toUpperCase(), ...same });
    expect([status, body.data]).toMatchObject([
      200,
      { cached: true, result: { metadata: { file: { name: 'first' } } } },
    ]);
    expect(body.data.job_id).not.toBe(sent.body.data.job_id);
    const named = await analyze({ sha256: SHA256, ...same, filename: 'second' });
    expect(named.body.data.result.metadata.file.name).toBe('second');
    for (const other of [
      { sha256: SHA256, analysis_depth: 'comprehensive' },
      { sha256: SHA256, ...same, force_reanalysis: true },
      { sha256: 'e'.repeat(64), ...same },
    ]) {
      expect(refusal(await analyze(other))).toEqual([404, 'CONTENT_NOT_AVAILABLE']);
    }
  });

  it.each([[{}], [{ sha256: 'abc' }], [{ upload_id: UNKNOWN, sha256: SHA256 }], [{ upload_id: 7 }]])(
    'the submission %j is refused',
    async (body) => {
      expect(refusal(await analyze(body))).toEqual([400, 'INVALID_OPTION']);
    },
  );
});
