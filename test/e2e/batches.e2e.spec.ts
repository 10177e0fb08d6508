import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type request from 'supertest';

import { sweepTemporaryFiles } from '#infrastructure/filesystem/sweep-temporary-files';
import { TemporaryFiles } from '#infrastructure/filesystem/temporary-files';
import type { BatchData, EntryData } from '#presentation/http/batches/batch-view';
import { ApiCaller } from '#test/support/api-caller';
import { aTar, aZip, noise } from '#test/support/archives';
import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { filesBelow } from '#test/support/files-below';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryRedis } from '#test/support/temporary-redis';

const [TRUE, FALSE, ECHO] = ['/bin/true', '/bin/false', '/bin/echo'].map((path) => readFileSync(path)) as [
  Buffer,
  Buffer,
  Buffer,
];
const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';
const BATCHES = '/api/v1/batches';
const TEXT = Buffer.from('read me');

const dataOf = ({ body }: request.Response): BatchData => (body as { data: BatchData }).data;
const told = ({ entries }: BatchData): readonly (readonly [string, string])[] =>
  entries.map(({ path, status, refusal }) => [path, refusal?.code ?? status]);

describe('batches', () => {
  let bin2nlp: RunningBin2nlp;
  let admin: ApiCaller;
  let owner: ApiCaller;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_FEATURE_RATE_LIMITING: 'on',
      BIN2NLP_RATE_LIMIT__READS_BURST: '10000',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
      BIN2NLP_BATCH__MAX_ENTRIES: '20',
    });
    admin = new ApiCaller(bin2nlp.url, ADMIN_KEY);
    owner = (await admin.newKey({ limits: { submissions_per_hour: 1000, submissions_burst: 100 } })).caller;
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  const ended = async (id: string, caller = owner): Promise<BatchData> => {
    let batch: BatchData | undefined;
    await eventually(async () => {
      batch = dataOf(await caller.get(`${BATCHES}/${id}`));
      expect(batch.ended).toBe(true);
    });
    return batch!;
  };

  it('take several files and archives, each file a job of its own, and say why others are none', async () => {
    const zip = await aZip(
      { '../a|b.exe': TRUE, 'read.me': TEXT, 'in.zip': await aZip({ a: TRUE }) },
      { password: 'infected' },
    );
    const tar = gzipSync(
      await aTar([
        [{ name: 'x/true' }, TRUE],
        [{ name: 'l', type: 'symlink', linkname: '/etc' }, TEXT.subarray(0, 0)],
      ]),
    );
    const files = [
      ['echo', ECHO],
      ['a.zip', zip],
      ['b.tgz', tar],
      ['c.7z', Buffer.from('7z\u00bc\u00af\u0027\u001cxx', 'latin1')],
    ] as const;
    const answer = await owner.postFiles(BATCHES, files, { analysis_depth: 'quick', password: 'infected' });
    expect(answer.status).toBe(202);
    const { batch_id: id, state } = dataOf(answer);
    expect([state, answer.headers['location']]).toEqual(['received', `${BATCHES}/${id}`]);

    const batch = await ended(id);
    expect(told(batch)).toEqual([
      ['echo', 'completed'],
      ['a.zip/../a|b.exe', 'completed'],
      ['a.zip/read.me', 'UNSUPPORTED_FORMAT'],
      ['a.zip/in.zip', 'NESTED_ARCHIVE'],
      ['b.tgz/x/true', 'completed'],
      ['b.tgz/l', 'NOT_A_FILE'],
      ['c.7z', 'UNSUPPORTED_ARCHIVE'],
    ]);
    expect(batch.counts).toMatchObject({ completed: 3, refused: 4 });
    const [first, second] = batch.entries.filter(({ path }) => /true|a.b/.test(path)) as [EntryData, EntryData];
    expect(first).toMatchObject({ risk: 0, verdict: 'ordinary', sha256: second.sha256 });
    expect(first.job_id).not.toBe(second.job_id);
    expect((await owner.get(first.result_url ?? '')).status).toBe(200);

    const { data } = (await owner.get(BATCHES)).body as { data: BatchData[] };
    expect(data).toEqual(
      [{ ...batch, entries: undefined }].map((head) => JSON.parse(JSON.stringify(head)) as BatchData),
    );

    const report = await owner.get(`${BATCHES}/${id}/report`);
    expect(report.text).toContain('| 0 | ordinary | completed | "a.zip/../a\\u007cb.exe" | elf |');
    expect(report.text).toContain('NESTED_ARCHIVE: The entry is an archive itself: zip.');
    expect(dataOf(await owner.get(`${BATCHES}/${id}/report?format=json`)).entries[0]?.status).toBe('completed');
    const events = await owner.get(`${BATCHES}/${id}/events`);
    expect(events.text.match(/^event: \w+/gm)).toEqual([
      ...Array<string>(7).fill('event: entry'),
      'event: progress',
      'event: completed',
    ]);
    expect((await owner.get(`${BATCHES}/${id}/events`).set('Last-Event-ID', 'end')).status).toBe(204);
    await eventually(async () => {
      expect((await bin2nlp.files()).filter((path) => /tmp|samples/.test(path))).toEqual([]);
    });
  });

  it('are listed with what their jobs came to, by risk, verdict and content', async () => {
    const list = async (query: string): Promise<number> =>
      ((await owner.get(`/api/v1/jobs?${query}`)).body as { total_count: number }).total_count;
    expect(await list('min_risk=0')).toBe(3);
    expect([await list('verdict=ordinary&status=completed'), await list('verdict=dangerous')]).toEqual([3, 0]);
    const { data } = (await owner.get('/api/v1/jobs?page_size=1')).body as { data: [{ file: { sha256: string } }] };
    expect(await list(`sha256=${data[0].file.sha256}`)).toBeGreaterThan(0);
    expect((await owner.get('/api/v1/jobs?min_risk=11')).status).toBe(400);
  });

  it('refuse what is too much of one, and say what to do', async () => {
    const many = await aZip(Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`${index}`, TEXT])));
    const bomb = await aZip({ zeros: Buffer.alloc(20_000_000) });
    for (const [zip, path, code] of [
      [many, 'z.zip', 'ARCHIVE_TOO_LARGE'],
      [bomb, 'z.zip/zeros', 'ARCHIVE_TOO_LARGE'],
    ] as const) {
      const { entries } = dataOf(await owner.postFiles(BATCHES, [['z.zip', zip]]));
      const entry = entries.find((each) => each.path === path);
      expect(entry?.refusal).toMatchObject({ code, advice: expect.stringMatching(/^Send /) as string });
    }
    const tooMany = Array.from({ length: 21 }, (_, index) => [`${index}`, TEXT] as const);
    expect(dataOf(await owner.postFiles(BATCHES, tooMany.slice(1))).counts.refused).toBe(20);
    expect((await owner.postFiles(BATCHES, tooMany)).body).toMatchObject({ error: { code: 'INVALID_OPTION' } });
    expect((await owner.postBytes('/api/v1/analyze', Buffer.from(many))).body).toMatchObject({
      error: { code: 'UNSUPPORTED_FORMAT', remediation: expect.stringContaining('/api/v1/batches') as string },
    });
  });

  it('count each file against limits and quota of the key, and those that are no jobs not at all', async () => {
    const files = { a: TRUE, t: TEXT, b: FALSE, c: ECHO };
    for (const [limits, code] of [
      [{ usage_quota: 2 }, 'QUOTA_EXCEEDED'],
      [{ limits: { submissions_per_hour: 10, submissions_burst: 50 } }, 'RATE_LIMIT_EXCEEDED'],
    ] as const) {
      const { caller } = await admin.newKey(limits);
      const spent = code === 'QUOTA_EXCEEDED' ? 0 : 8;
      for (let used = 0; used < spent; used += 4) {
        const four = Object.entries({ ...files, d: TRUE }).filter(([name]) => name !== 't');
        expect((await caller.postFiles(BATCHES, four)).status).toBe(202);
      }
      const batch = dataOf(await caller.postFiles(BATCHES, [['z.zip', await aZip(files)]]));
      expect(batch.entries.map(({ refusal }) => refusal?.code)).toEqual([
        undefined,
        'UNSUPPORTED_FORMAT',
        undefined,
        code,
      ]);
    }
  });

  it('count files that are no programs as reading, ten as one', async () => {
    const limits = { submissions_per_hour: 1, submissions_burst: 50, reads_per_hour: 10, reads_burst: 10 };
    const { caller } = await admin.newKey({ limits });
    const texts = Array.from({ length: 11 }, (_, index) => [`${index}`, TEXT] as const);
    for (let sent = 0; sent < 5; sent += 1) {
      expect(dataOf(await caller.postFiles(BATCHES, texts)).counts.refused).toBe(11);
    }
    const { entries } = dataOf(await caller.postFiles(BATCHES, [...texts.slice(0, 2), ['a', TRUE]]));
    expect(entries.map(({ refusal }) => refusal?.code)).toEqual([
      'UNSUPPORTED_FORMAT',
      'UNSUPPORTED_FORMAT',
      'RATE_LIMIT_EXCEEDED',
    ]);
  });

  it('are answered once under an idempotency key, and cancelled as a whole', async () => {
    const send = (name: string): request.Test =>
      owner
        .postFiles(BATCHES, [[name, readFileSync('/bin/bash')]], { force_reanalysis: 'true' })
        .set('Idempotency-Key', 'once');
    const { batch_id: id } = dataOf(await send('bash'));
    expect(dataOf(await send('bash')).batch_id).toBe(id);
    expect((await send('other')).body).toMatchObject({ error: { code: 'IDEMPOTENCY_CONFLICT' } });
    const cancelled = dataOf(await owner.delete(`${BATCHES}/${id}`));
    expect([cancelled.ended, cancelled.entries[0]?.status]).toEqual([true, 'cancelled']);
  });
});

describe('an api that is killed while it takes in a batch', () => {
  let redis: TemporaryRedis;
  let processes: Bin2nlpProcess[] = [];
  const launch = (): Bin2nlpProcess => {
    const process = Bin2nlpProcess.launch({
      BIN2NLP_ROLE: 'api',
      BIN2NLP_SERVER__PORT: '0',
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
    });
    processes.push(process);
    return process;
  };

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.end()));
    processes = [];
    await redis.stop();
  });

  it('leaves one that says what was taken in, and that the rest was not', async () => {
    const [doomed, other] = [launch(), launch()];
    const [url, caller] = [await doomed.url(), new ApiCaller(await other.url())];
    // Programs that all differ: each is written, hashed and looked at by itself.
    const programs = Array.from({ length: 300 }, (_, index) => [
      `${index}`,
      Buffer.concat([TRUE, noise(`${index}`, 64)]),
    ]);
    const zip = await aZip(Object.fromEntries(programs) as Record<string, Buffer>, { level: 0 });
    const sending = new ApiCaller(url).postFiles(BATCHES, [['many.zip', zip]]).then(
      () => 'answered',
      () => 'cut off',
    );
    const found = async (): Promise<BatchData> => {
      const { data } = (await caller.get(BATCHES)).body as { data: BatchData[] };
      return dataOf(await caller.get(`${BATCHES}/${data[0]?.batch_id ?? ''}`));
    };
    await eventually(async () => {
      expect((await found()).total).toBeGreaterThan(3);
    });
    doomed.signal('SIGKILL');
    expect(await sending).toBe('cut off');
    await eventually(async () => {
      expect((await found()).state).toBe('interrupted');
    });
    const batch = await found();
    expect(batch.total).toBeLessThan(300);
    const { pending, not_taken: notTaken } = batch.counts;
    expect(pending + notTaken).toBe(batch.total);
    expect(notTaken).toBeLessThanOrEqual(1);
    const jobs = (await caller.get('/api/v1/jobs?page_size=1')).body as { total_count: number };
    expect(jobs.total_count).toBe(pending);
    const samples = await filesBelow(`${redis.directory.path}/samples`);
    expect(samples.length).toBeGreaterThanOrEqual(pending);
    const left = await filesBelow(`${redis.directory.path}/tmp`);
    expect(left.length).toBeGreaterThan(0);
    await sweepTemporaryFiles(new TemporaryFiles(`${redis.directory.path}/tmp`), Date.now() + 1000, false);
    expect(await filesBelow(`${redis.directory.path}/tmp`)).toEqual([]);
  });
});
