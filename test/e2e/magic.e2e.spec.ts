import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, open, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import request from 'supertest';

import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const LS = readFileSync('/bin/ls');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What `file` of this machine prints. */
function file(path: string, ...options: readonly string[]): string {
  const output = execFileSync('file', ['-b', ...options, path], { env: { LC_ALL: 'C.UTF-8' } });
  return output.toString('utf8').replace(/\n$/, '');
}

describe('the File Magic API', () => {
  let bin2nlp: RunningBin2nlp;
  let files: string;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
    files = join(bin2nlp.directory.path, 'files');
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  const api = (): ReturnType<typeof request> => request(bin2nlp.url);
  const content = (bytes: Buffer | string, query: object | string = { filename: 'a.bin' }): request.Test =>
    api().post('/v1/magic/content').query(query).type('application/octet-stream').send(bytes);
  const path = (body: object): request.Test => api().post('/v1/magic/path').send(body);

  it('answers a ping', async () => {
    const { status, body, headers } = await api().get('/v1/ping');
    expect([status, body]).toEqual([200, { message: 'pong', request_id: headers['x-request-id'] }]);
  });

  it('answers an unknown route in its own form', async () => {
    const { status, body } = await api().get('/v1/nothing');
    expect([status, body]).toEqual([
      404,
      { error: 'There is no GET /v1/nothing.', request_id: expect.stringMatching(UUID) },
    ]);
  });

  describe('POST /v1/magic/content', () => {
    it('says all of a program', async () => {
      const { status, body, headers } = await content(LS, { filename: 'ls' });
      expect(status).toBe(200);
      expect(body).toEqual({
        request_id: headers['x-request-id'],
        filename: 'ls',
        mime_type: file('/bin/ls', '--mime-type'),
        description: file('/bin/ls'),
        encoding: 'binary',
        extensions: [],
        size: LS.length,
        sha256: createHash('sha256').update(LS).digest('hex'),
        label: 'elf',
        executable: { format: 'elf', architecture: expect.any(String) },
        warnings: [],
      });
    });

    it('says the same whether it is kept in memory or on the disk, announced or not', async () => {
      const large = Buffer.concat([LS, LS, LS]);
      const client = httpRequest(`${bin2nlp.url}/v1/magic/content?filename=ls`, { method: 'POST', agent: false });
      client.end(LS);
      const [response] = (await once(client, 'response')) as [NodeJS.ReadableStream];
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const chunked = JSON.parse(Buffer.concat(chunks).toString()) as { description: string };
      expect(chunked.description).toBe(file('/bin/ls'));
      expect((await content(large)).body).toMatchObject({
        description: file('/bin/ls'),
        warnings: [{ code: 'trailing_data', message: expect.stringContaining('ELF executable') }],
      });
      expect(await bin2nlp.files()).toEqual([]);
    });

    it('says of a damaged program what file says, complaints included', async () => {
      const damaged = LS.subarray(0, 100);
      const copy = join(bin2nlp.directory.path, 'files', 'damaged');
      await writeFile(copy, damaged, { mode: 0o644 });
      expect((await content(damaged)).body).toMatchObject({
        description: file(copy),
        mime_type: file(copy, '--mime-type'),
      });
      await rm(copy);
    });

    it('calls unknown bytes data', async () => {
      const { body } = await content(Buffer.from([0x8f, 0x03, 0x10, 0x07]));
      expect(body).toMatchObject({ mime_type: 'application/octet-stream', description: 'data', label: 'data' });
    });

    it('warns of a name that promises something else', async () => {
      const { body } = await content(LS, { filename: 'invoice.pdf' });
      expect(body.warnings).toEqual([
        { code: 'extension_mismatch', message: expect.stringMatching(/^The name ends in \.pdf, but /) },
      ]);
    });

    it.each([
      [{}, 'Invalid filename parameter'],
      [{ filename: '' }, 'Invalid filename parameter'],
      [{ filename: 'a/b' }, 'Invalid filename parameter'],
      [{ filename: 'a\0b' }, 'Invalid filename parameter'],
      ['filename=a&filename=b', 'filename: It was given more than once.'],
      [{ filename: 'x'.repeat(311) }, 'Filename exceeds maximum length'],
    ])('refuses the query %j', async (query, error) => {
      const { status, body } = await content('text', query);
      expect([status, body.error]).toEqual([400, error]);
    });

    it('takes a name of 310 characters, counted as people count them', async () => {
      const filename = '漢'.repeat(309) + '😀';
      expect((await content('text', { filename })).body).toMatchObject({ filename, description: expect.any(String) });
    });

    it('refuses an empty body', async () => {
      const { status, body } = await content('');
      expect([status, body.error]).toEqual([400, 'Request body is empty']);
    });

    it('refuses what is announced too large before it looks at the name', async () => {
      const client = httpRequest(`${bin2nlp.url}/v1/magic/content`, {
        method: 'POST',
        agent: false,
        headers: { 'Content-Length': String(101 * 1024 * 1024) },
      });
      client.on('error', () => undefined).flushHeaders();
      const [response] = (await once(client, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      client.destroy();
      expect([response.statusCode, JSON.parse(Buffer.concat(chunks).toString())]).toEqual([
        413,
        { error: 'Request body exceeds 100MB limit', request_id: expect.stringMatching(UUID) },
      ]);
    });

    describe('as a form', () => {
      const asForm = (query: object = {}): request.Test => api().post('/v1/magic/content').query(query);

      it('identifies the part, not the form, under the name that the part has', async () => {
        const { status, body } = await asForm().attach('file', LS, 'invoice.pdf');
        expect(status).toBe(200);
        expect(body).toMatchObject({
          filename: 'invoice.pdf',
          description: file('/bin/ls'),
          size: LS.length,
          sha256: createHash('sha256').update(LS).digest('hex'),
          warnings: [{ code: 'extension_mismatch' }],
        });
        expect(await bin2nlp.files()).toEqual([]);
      });

      it('calls it as the query says, where it says it', async () => {
        expect((await asForm({ filename: 'ls' }).attach('file', LS, 'x.pdf')).body).toMatchObject({ filename: 'ls' });
      });

      it.each([
        ['no part', (form: request.Test) => form.field('other', 'x'), 'The form has no part named file.'],
        [
          'a part of another name',
          (form: request.Test) => form.attach('data', LS, 'ls'),
          'The part "data" is not expected.',
        ],
        [
          'one field more',
          (form: request.Test) => form.attach('file', LS, 'ls').field('a', 'b'),
          'The field "a" is not expected.',
        ],
        ['an empty part', (form: request.Test) => form.attach('file', Buffer.alloc(0), 'ls'), 'Request body is empty'],
        [
          'a name that cannot be one',
          (form: request.Test) => form.attach('file', LS, 'a'.repeat(311)),
          'Filename exceeds maximum length',
        ],
        [
          'no form at all',
          (form: request.Test) => form.type('multipart/form-data; boundary=x').send('text'),
          /^The form cannot be read/,
        ],
      ])('refuses %s, and keeps nothing', async (_, send, error) => {
        const { status, body } = await send(asForm());
        expect([status, body]).toEqual([
          400,
          {
            error: error instanceof RegExp ? expect.stringMatching(error) : error,
            details: body.details,
            request_id: expect.stringMatching(UUID),
          },
        ]);
        expect(await bin2nlp.files()).toEqual([]);
      });
    });

    it('leaves nothing of an upload whose client goes away', async () => {
      const client = httpRequest(`${bin2nlp.url}/v1/magic/content?filename=a`, { method: 'POST', agent: false });
      client.on('error', () => undefined).write(LS);
      await eventually(async () => {
        expect(await bin2nlp.files()).toHaveLength(1);
      });
      client.destroy();
      await eventually(async () => {
        expect(await bin2nlp.files()).toEqual([]);
      });
    });
  });

  describe('POST /v1/magic/path', () => {
    const exposed = (name: string): string => join(files, name);
    const expectFile = async (name: string): Promise<void> => {
      const { status, body } = await path({ path: name });
      expect(status).toBe(200);
      expect([body.description, body.mime_type]).toEqual([file(exposed(name)), file(exposed(name), '--mime-type')]);
    };

    it('says what file says, mode and emptiness included', async () => {
      await mkdir(exposed('deep'), { recursive: true });
      await copyFile('/bin/ls', exposed('deep/ls'));
      for (const mode of [0o755, 0o4755, 0o2755, 0o1644, 0o7711]) {
        await chmod(exposed('deep/ls'), mode);
        await expectFile('deep/ls');
      }
      await writeFile(exposed('empty'), '');
      await expectFile('empty');
      await chmod(exposed('empty'), 0o7644);
      await expectFile('empty');
    });

    it('calls a file by its own name, or as it is told', async () => {
      await writeFile(exposed('a.txt'), 'text\n');
      expect((await path({ path: 'a.txt' })).body).toMatchObject({ filename: 'a.txt', label: 'text', warnings: [] });
      expect((await path({ path: 'a.txt', filename: 'b.png' })).body).toMatchObject({
        filename: 'b.png',
        warnings: [{ code: 'extension_mismatch' }],
      });
    });

    it.each([
      ['/etc/passwd', 400, 'Path traversal not allowed'],
      ['../secret', 400, 'Path traversal not allowed'],
      ['a/../../secret', 400, 'Path traversal not allowed'],
      [' a', 400, 'Invalid path'],
      ['a//b', 400, 'Invalid path'],
      ['a\0b', 400, 'Invalid path'],
      ['a.', 400, 'Invalid path'],
      ['', 400, 'Invalid path'],
      ['x'.repeat(5000), 400, 'Invalid path'],
      ['nothing', 404, 'File not found'],
      ['nothing/below', 404, 'File not found'],
      ['dir', 400, 'Not a regular file'],
      ['pipe', 400, 'Not a regular file'],
      ['socket', 400, 'Not a regular file'],
      ['device', 403, 'Access denied'],
      ['out', 403, 'Access denied'],
      ['outdir/passwd', 403, 'Access denied'],
      ['dangling', 404, 'File not found'],
    ])('refuses %j with %i', async (name, expected, error) => {
      await mkdir(exposed('dir'), { recursive: true });
      execFileSync('sh', ['-c', 'test -p "$1" || mkfifo "$1"', 'sh', exposed('pipe')]);
      for (const [link, target] of [
        ['device', '/dev/null'],
        ['out', '/etc/passwd'],
        ['outdir', '/etc'],
        ['dangling', exposed('gone')],
      ] as const) {
        await symlink(target, exposed(link)).catch(() => undefined);
      }
      const server = createServer().listen(exposed('socket'));
      await once(server, 'listening');
      const { status, body } = await path({ path: name });
      server.close();
      expect([status, body.error]).toEqual([expected, error]);
    });

    it('follows links that stay inside', async () => {
      await writeFile(exposed('target.txt'), 'text\n');
      await symlink('target.txt', exposed('link')).catch(() => undefined);
      expect((await path({ path: 'link' })).body).toMatchObject({ filename: 'link', description: 'ASCII text' });
    });

    it.each([
      ['no JSON', '{', 400],
      ['a list', '[]', 400],
      ['nothing', '', 400],
      ['a number for a path', '{"path":1}', 400],
      ['a number for a name', '{"path":"a.txt","filename":1}', 400],
      ['more than a megabyte', JSON.stringify({ path: 'x'.repeat(1_100_000) }), 413],
    ])('refuses %s', async (_, body, expected) => {
      const { status, body: answer } = await api().post('/v1/magic/path').type('application/json').send(body);
      expect([status, typeof answer.error]).toEqual([expected, 'string']);
    });

    it('refuses what is not JSON', async () => {
      expect((await api().post('/v1/magic/path').type('text/plain').send('x')).status).toBe(415);
    });

    it('refuses JSON of more than 1 MB in the words of the contract', async () => {
      const { status, body } = await path({ path: 'x'.repeat(1024 * 1024) });
      expect([status, body.error]).toEqual([413, 'Request body exceeds 1MB limit']);
    });

    it('hashes what may be sent, and identifies what is larger', async () => {
      const large = await open(exposed('large'), 'w');
      await large.close();
      await truncate(exposed('large'), 101 * 1024 * 1024);
      expect((await path({ path: 'large' })).body).toMatchObject({
        size: 105_906_176,
        sha256: null,
        description: 'data',
      });
    });
  });

  it('gives the Analysis API its description and media type', async () => {
    const { body } = await api()
      .post('/api/v1/analyze')
      .query({ analysis_depth: 'quick' })
      .type('application/octet-stream')
      .send(LS);
    expect(body.data.result.metadata.file).toMatchObject({
      mime_type: file('/bin/ls', '--mime-type'),
      description: file('/bin/ls'),
    });
  });

  it('is seen by health', async () => {
    await eventually(async () => {
      const { body } = await api().get('/api/v1/health');
      expect(body.data.dependencies.libmagic).toMatchObject({
        status: 'healthy',
        detail: expect.stringMatching(/^5\.\d\d in /),
      });
    });
  });
});

describe('a File Magic API in need', () => {
  let bin2nlp: RunningBin2nlp | undefined;

  const start = async (variables: Record<string, string>): Promise<string> => {
    bin2nlp = await RunningBin2nlp.start(variables);
    return bin2nlp.url;
  };
  afterEach(async () => {
    await bin2nlp?.stop();
    bin2nlp = undefined;
  });

  it('refuses with 507 and the numbers where there is too little space, before the name is looked at', async () => {
    const url = await start({ BIN2NLP_STORAGE__MIN_FREE_SPACE_MB: '1048576' });
    const { status, body, headers } = await request(url).post('/v1/magic/content').send('x');
    expect([status, body.error]).toEqual([507, 'Insufficient storage space for analysis']);
    expect(body.details).toMatch(/^Temp directory has \d+MB available, but 104857\dMB minimum required$/);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('asks who it is: takes the Basic user, refuses everybody else alike', async () => {
    const url = await start({
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_FEATURE_RATE_LIMITING: 'on',
      BIN2NLP_AUTH__BASIC_USERNAME: 'user',
      BIN2NLP_AUTH__BASIC_PASSWORD: 'pass:word ü',
    });
    const send = (): request.Test => request(url).post('/v1/magic/content').query({ filename: 'a' }).send('text');
    const admitted = await send().auth('user', 'pass:word ü');
    expect([admitted.status, admitted.body.description]).toEqual([200, 'ASCII text, with no line terminators']);
    expect(Number(admitted.headers['ratelimit-remaining'])).toBeLessThan(Number(admitted.headers['ratelimit-limit']));
    const refusals = [
      await send(),
      await send().auth('user', 'pass:word'),
      await send().auth('another', 'pass:word ü'),
      await send().set('Authorization', 'Basic !!!'),
      await send().set('Authorization', 'Bearer b2n_nothing'),
    ];
    for (const { status, body, headers } of refusals) {
      expect([status, body]).toEqual([401, { error: 'Authentication required', request_id: headers['x-request-id'] }]);
      expect(headers['www-authenticate']).toMatch(/^Basic /);
    }
    expect((await request(url).get('/v1/ping')).status).toBe(200);
  });

  it('goes on without libmagic: health is degraded, analyses describe files themselves', async () => {
    const url = await start({ BIN2NLP_MAGIC__DATABASE_PATH: '/nonexistent/magic' });
    const identified = await request(url).post('/v1/magic/content').query({ filename: 'a' }).send('x');
    expect([identified.status, identified.body.error]).toEqual([503, 'libmagic is not available.']);
    const health = await request(url).get('/api/v1/health');
    expect([health.status, health.body.data.status]).toEqual([200, 'degraded']);
    const { status, body } = await request(url)
      .post('/api/v1/analyze')
      .query({ analysis_depth: 'quick' })
      .type('application/octet-stream')
      .send(LS);
    expect(status).toBe(200);
    expect(body.data.result.metadata.file.mime_type).toBe('application/x-executable');
    expect(body.data.result.metadata.file.description).toMatch(/^ELF 64-bit/);
  });

  it('does not start with a directory that overlaps what it keeps', async () => {
    await expect(RunningBin2nlp.start({ BIN2NLP_MAGIC__BASE_DIR: '/' })).rejects.toThrow(/overlaps/);
  });
});

describe('a service whose libmagic cannot work', () => {
  it('says so where it says that it is ready, and to who asks for an identification', async () => {
    const bin2nlp = await RunningBin2nlp.start({ BIN2NLP_MAGIC__DATABASE_PATH: '/nowhere/magic.mgc' });
    try {
      const ready = await request(bin2nlp.url).get('/api/v1/health/ready');
      expect([ready.status, ready.body.data]).toEqual([200, { status: 'ready', unavailable: ['libmagic'] }]);
      const asked = request(bin2nlp.url).post('/v1/magic/content?filename=ls').type('application/octet-stream');
      expect((await asked.send(LS)).status).toBe(503);
    } finally {
      await bin2nlp.stop();
    }
  });
});
