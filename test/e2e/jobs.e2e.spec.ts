import { readFileSync } from 'node:fs';
import request from 'supertest';

import { DAY_MS } from '#domain/shared/quantities';
import { EventStream } from '#test/support/event-stream';
import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const TRUE = readFileSync('/bin/true');
/** Takes minutes at comprehensive depth, and is none of the small jobs there. */
const LARGE = readFileSync('/usr/bin/git');
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** A program of its own each time: what is behind the end of an ELF file changes nothing but its digest. */
let variants = 0;
function aVariant(): Buffer {
  variants += 1;
  return Buffer.concat([TRUE, Buffer.from(`variant ${variants}`)]);
}

let bin2nlp: RunningBin2nlp;
const api = (): ReturnType<typeof request> => request(bin2nlp.url);
const submit = (content: Buffer, query: object = {}): request.Test =>
  api()
    .post('/api/v1/analyze')
    .query({ analysis_depth: 'quick', ...query })
    .type('application/octet-stream')
    .send(content);
const idOf = async (submission: request.Test): Promise<string> => (await submission).body.data.job_id as string;
const jobOf = async (id: string): Promise<Record<string, unknown>> =>
  (await api().get(`/api/v1/jobs/${id}`)).body.data as Record<string, unknown>;
const untilStatus = (id: string, status: string): Promise<void> =>
  eventually(async () => {
    expect(await jobOf(id)).toMatchObject({ status });
  });

describe('jobs', () => {
  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  describe('GET /api/v1/jobs/{id}', () => {
    it('tells all of a job that was analysed', async () => {
      const content = aVariant();
      const id = await idOf(submit(content, { filename: 'one', priority: 'high', timeout_seconds: 60 }));
      expect(await jobOf(id)).toEqual({
        id,
        api_key_id: 'local',
        status: 'completed',
        progress: 100,
        stage: null,
        queue_position: null,
        estimated_completion: null,
        waiting_reason: null,
        missing_capabilities: [],
        priority: 8,
        created_at: expect.any(String),
        updated_at: expect.any(String),
        started_at: expect.any(String),
        completed_at: expect.any(String),
        worker_id: expect.any(String),
        attempts: 1,
        risk: 0,
        verdict: 'ordinary',
        cached: false,
        file: expect.objectContaining({ name: 'one', size: content.length, format: 'elf' }),
        analysis_config: {
          analysis_depth: 'quick',
          focus_areas: [],
          timeout_seconds: 60,
          enable_security_scan: true,
          force_reanalysis: false,
          custom_patterns: [],
        },
        stages: expect.arrayContaining([expect.objectContaining({ name: 'structure', status: 'ok', reason: null })]),
        error: null,
        status_url: `/api/v1/jobs/${id}/status`,
        result_url: `/api/v1/analyze/${id}`,
        events_url: `/api/v1/jobs/${id}/events`,
      });
    });

    it.each(['', '/status', '/events'])('knows no job under another id (%s)', async (rest) => {
      for (const id of [UNKNOWN, 'nonsense']) {
        const { status, body } = await api().get(`/api/v1/jobs/${id}${rest}`);
        expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
      }
    });
  });

  describe('GET /api/v1/jobs', () => {
    it('lists the newest first, page by page, and by status and time', async () => {
      const before = new Date().toISOString();
      const ids = [];
      for (let count = 0; count < 3; count += 1) ids.unshift(await idOf(submit(aVariant())));
      const first = await api().get('/api/v1/jobs').query({ page_size: 2, since: before });
      expect(first.body).toMatchObject({ success: true, page: 1, page_size: 2, total_count: 3, has_next: true });
      const second = await api().get('/api/v1/jobs').query({ page_size: 2, page: 2, since: before });
      const listed = [...first.body.data, ...second.body.data] as { id: string }[];
      expect(listed.map(({ id }) => id)).toEqual(ids);
      const completed = await api().get('/api/v1/jobs').query({ status: 'completed', since: before });
      expect(completed.body.total_count).toBe(3);
      const later = new Date(Date.now() + DAY_MS).toISOString();
      expect((await api().get('/api/v1/jobs').query({ since: later })).body).toMatchObject({
        data: [],
        total_count: 0,
      });
    });

    it.each([
      { status: 'sleeping' },
      { since: 'yesterday' },
      { since: '2030-13-45T00:00:00Z' },
      { page: '0' },
      { page_size: '501' },
      { colour: 'red' },
    ])('refuses %p', async (query) => {
      const { status, body } = await api().get('/api/v1/jobs').query(query);
      expect([status, body.error.code, body.error.details[0].field]).toEqual([
        400,
        'INVALID_OPTION',
        Object.keys(query)[0],
      ]);
    });
  });

  describe('GET /api/v1/jobs/{id}/events', () => {
    const streamOf = (id: string, lastEventId?: number): Promise<EventStream> =>
      EventStream.open(`${bin2nlp.url}/api/v1/jobs/${id}/events`, lastEventId);
    const whole = async (stream: EventStream): Promise<EventStream> =>
      eventually(() => {
        expect(stream.ended).toBe(true);
        return stream;
      });

    it('tells what happens, then the end, then nothing', async () => {
      const id = await idOf(submit(aVariant(), { wait_seconds: 0, analysis_depth: 'standard' }));
      const { events, response } = await whole(await streamOf(id));
      expect(response.headers).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      });
      expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
      const kinds = events.map(({ event }) => event);
      expect(new Set(kinds)).toEqual(new Set(['status', 'stage', 'progress', 'completed']));
      expect(kinds.indexOf('completed')).toBe(kinds.length - 1);
      expect(events.at(-1)?.data).toMatchObject({ job_id: id, status: 'completed', progress: 100 });
      expect(events.at(-1)?.data['result_url']).toBe(`/api/v1/analyze/${id}`);
    });

    it('goes on after the event that the client has, and not at all after the last', async () => {
      const id = await idOf(submit(aVariant()));
      const all = (await whole(await streamOf(id))).events;
      expect((await whole(await streamOf(id, 2))).events).toEqual(all.slice(2));
      const after = await api().get(`/api/v1/jobs/${id}/events`).set('Last-Event-ID', String(all.length));
      expect([after.status, after.text]).toEqual([204, '']);
    });

    it('gives the end of a job that was answered from the cache', async () => {
      const content = aVariant();
      await submit(content);
      const { events } = await whole(await streamOf(await idOf(submit(content))));
      expect(events.map(({ id, event }) => [id, event])).toEqual([[1, 'completed']]);
    });

    it('refuses a Last-Event-ID that is none', async () => {
      const id = await idOf(submit(aVariant()));
      const { status, body } = await api().get(`/api/v1/jobs/${id}/events`).set('Last-Event-ID', 'latest');
      expect([status, body.error.code]).toEqual([400, 'INVALID_OPTION']);
    });
  });

  describe('DELETE /api/v1/jobs/{id}', () => {
    it('is refused for a job that has ended, and knows no other', async () => {
      const id = await idOf(submit(aVariant()));
      const ended = await api().delete(`/api/v1/jobs/${id}`);
      expect([ended.status, ended.body.error.code]).toEqual([409, 'JOB_ALREADY_ENDED']);
      const unknown = await api().delete(`/api/v1/jobs/${UNKNOWN}`);
      expect([unknown.status, unknown.body.error.code]).toEqual([404, 'NOT_FOUND']);
    });
  });

  describe('Idempotency-Key', () => {
    it('answers a repeat with the first job, also for many at once, and refuses another submission', async () => {
      const content = aVariant();
      const send = (body: Buffer, query: object = {}): request.Test =>
        submit(body, query).set('Idempotency-Key', 'order-66');
      const ids = await Promise.all(Array.from({ length: 5 }, () => idOf(send(content))));
      expect(new Set([...ids, await idOf(send(content))]).size).toBe(1);
      for (const other of [send(content, { priority: 3 }), send(aVariant())]) {
        const { status, body } = await other;
        expect([status, body.error.code]).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
      }
    });

    it.each(['with space', 'x'.repeat(256)])('cannot be %p', async (key) => {
      const { status, body } = await submit(aVariant()).set('Idempotency-Key', key);
      expect([status, body.error.code]).toEqual([400, 'INVALID_OPTION']);
    });
  });

  it('20 submissions of the same content at once are one run and 20 completed jobs', async () => {
    const content = aVariant();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => submit(content, { analysis_depth: 'standard', filename: `n${index}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const data = answers.map(({ body }) => body.data as { job_id: string; cached: boolean });
    expect(new Set(data.map(({ job_id: id }) => id)).size).toBe(20);
    expect(data.filter(({ cached }) => !cached)).toHaveLength(1);
    const names = answers.map(({ body }) => body.data.result.metadata.file.name as string);
    expect(names).toEqual(answers.map((_, index) => `n${index}`));
  });

  describe('administration', () => {
    it('shows the queue', async () => {
      await submit(aVariant());
      const { status, body } = await api().get('/api/v1/admin/queue');
      expect(status).toBe(200);
      expect(body.data).toEqual({
        queue_depth: {
          waiting: 0,
          active: expect.any(Number),
          by_priority: expect.objectContaining({ '0': 0, '10': 0 }),
          unservable: 0,
        },
        active_workers: 1,
        average_worker_utilization: expect.any(Number),
        average_processing_time_seconds: expect.any(Number),
        average_wait_seconds: expect.any(Number),
        recommendation: 'down',
      });
    });

    it('shows the flags, where each comes from and what it switches, and no other setting', async () => {
      const { status, body } = await api().get('/api/v1/admin/features');
      expect(status).toBe(200);
      const flags = body.data as { readonly name: string; readonly description: string }[];
      expect(flags).toHaveLength(13);
      expect(flags.filter(({ description }) => description === '')).toEqual([]);
      expect(flags.find(({ name }) => name === 'performance_metrics')).toEqual({
        name: 'performance_metrics',
        variable: 'BIN2NLP_FEATURE_PERFORMANCE_METRICS',
        enabled: true,
        source: 'default',
        description: expect.stringContaining('/metrics') as string,
      });
    });

    it('shows the workers', async () => {
      const { status, body } = await api().get('/api/v1/admin/workers');
      expect(status).toBe(200);
      expect(body.data).toEqual([
        {
          worker_id: expect.any(String),
          host: expect.any(String),
          registered_at: expect.any(String),
          status: expect.stringMatching(/^(idle|busy|full)$/),
          fault: null,
          heartbeat: expect.any(String),
          current_load: expect.any(Number),
          processed_jobs: expect.any(Number),
          capabilities: {
            concurrency: 2,
            small_job_slots: 1,
            has: ['code', 'medium-memory', 'large-memory'],
            largest_file_mb: null,
            depths: expect.arrayContaining(['quick']),
            formats: ['pe', 'elf', 'macho'],
          },
          versions: { radare2: expect.stringMatching(/^\d/), engine: expect.any(String) },
          sandbox_tier: expect.stringMatching(/^(bwrap|landlock|off)$/),
        },
      ]);
    });
  });
});

describe('jobs that wait for a worker', () => {
  const slow = { analysis_depth: 'comprehensive', wait_seconds: 0 };

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_ANALYSIS__WORKER_CONCURRENCY: '1',
      BIN2NLP_ANALYSIS__MAX_WAITING_JOBS_PER_KEY: '3',
      BIN2NLP_ANALYSIS__STOP_GRACE_SECONDS: '0',
    });
    await submit(aVariant());
  });
  afterEach(async () => {
    for (const status of ['pending', 'processing']) {
      const { body } = await api().get('/api/v1/jobs').query({ status });
      for (const { id } of body.data as { id: string }[]) await api().delete(`/api/v1/jobs/${id}`);
    }
    await eventually(async () => {
      expect(await bin2nlp.files()).toEqual([]);
    });
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  /** Keeps the only worker busy until it is cancelled. */
  const occupy = async (): Promise<string> => {
    const id = await idOf(submit(LARGE, slow));
    await untilStatus(id, 'processing');
    return id;
  };

  it('are refused with 429 when as many wait as may, and nothing of them is left', async () => {
    await occupy();
    for (let count = 0; count < 3; count += 1) expect((await submit(aVariant(), slow)).status).toBe(202);
    const { status, body, headers } = await submit(aVariant(), slow);
    expect([status, body.error.code]).toEqual([429, 'QUEUE_FULL']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await bin2nlp.files()).filter((path) => path.startsWith('samples'))).toHaveLength(4);
  });

  it('say how many come before them, the urgent ones included, and when they will be done', async () => {
    await occupy();
    const calm = (await submit(aVariant(), slow)).body.data as { job_id: string; queue_position: number };
    expect(calm).toMatchObject({ queue_position: 0, estimated_completion: expect.stringMatching(/Z$/) });
    const urgent = (await submit(aVariant(), { ...slow, priority: 9 })).body.data as { queue_position: number };
    expect(urgent.queue_position).toBe(0);
    expect(await jobOf(calm.job_id)).toMatchObject({ queue_position: 1 });
    const { body } = await api().get('/api/v1/admin/queue');
    expect(body.data).toMatchObject({ queue_depth: { waiting: 2, active: 1, by_priority: { '0': 1, '9': 1 } } });
  });

  it('are gone at once when they are cancelled', async () => {
    await occupy();
    const id = await idOf(submit(aVariant(), slow));
    const { status, body } = await api().delete(`/api/v1/jobs/${id}`);
    expect([status, body.data.id, body.data.status]).toEqual([200, id, 'cancelled']);
    expect((await api().get('/api/v1/admin/queue')).body.data.queue_depth.waiting).toBe(0);
    expect((await api().get(`/api/v1/analyze/${id}`)).body.error.code).toBe('ANALYSIS_CANCELLED');
  });

  it('have their engine killed and their files deleted when they are cancelled while they run', async () => {
    const id = await occupy();
    const stream = await EventStream.open(`${bin2nlp.url}/api/v1/jobs/${id}/events`);
    expect((await api().delete(`/api/v1/jobs/${id}`)).status).toBe(200);
    await eventually(async () => {
      expect(await bin2nlp.files()).toEqual([]);
      expect((await api().get('/api/v1/admin/queue')).body.data.queue_depth.active).toBe(0);
      expect(await runningEngines()).toEqual([]);
    });
    await eventually(() => {
      expect(stream.events.at(-1)).toMatchObject({ event: 'cancelled' });
      expect(stream.ended).toBe(true);
    });
  });

  it('go on for those that follow when the first of them is cancelled', async () => {
    const content = Buffer.concat([readFileSync('/bin/ls'), Buffer.from('followed')]);
    const first = await idOf(submit(content, slow));
    await untilStatus(first, 'processing');
    const follower = await idOf(submit(content, slow));
    expect((await api().delete(`/api/v1/jobs/${first}`)).status).toBe(200);
    await untilStatus(follower, 'processing');
    expect(await jobOf(follower)).toMatchObject({ worker_id: (await jobOf(first))['worker_id'] });
    await eventually(async () => {
      expect(await jobOf(follower)).toMatchObject({ status: 'completed', cached: false, attempts: 1 });
    });
    expect(await jobOf(first)).toMatchObject({ status: 'cancelled' });
  });
});

it('streams of events end when the service stops, and submissions that wait are answered 202', async () => {
  bin2nlp = await RunningBin2nlp.start({ BIN2NLP_ANALYSIS__STOP_GRACE_SECONDS: '0' });
  const waiting = submit(LARGE, { analysis_depth: 'comprehensive' }).then((answer) => answer);
  const id = await eventually(async () => {
    const { body } = await api().get('/api/v1/jobs').query({ status: 'processing' });
    const [job] = body.data as { id: string }[];
    if (job === undefined) throw new Error('not yet');
    return job.id;
  });
  const stream = await EventStream.open(`${bin2nlp.url}/api/v1/jobs/${id}/events`);
  await bin2nlp.service.close();
  expect((await waiting).status).toBe(202);
  await eventually(() => {
    expect(stream.ended).toBe(true);
  });
  expect(stream.events.map(({ event }) => event)).not.toContain('completed');
  await bin2nlp.stop();
});

/** Process ids of radare2 that belong to this test's process. */
async function runningEngines(): Promise<readonly string[]> {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const ours = new Set([String(process.pid)]);
  for (const [pid, parent] of processes)
    if (pid !== undefined && parent !== undefined && ours.has(parent)) ours.add(pid);
  return processes.flatMap(([pid, , ...line]) =>
    ours.has(pid ?? '') && line.join(' ').includes('radare2') ? [pid!] : [],
  );
}

describe('a small job', () => {
  const large = { analysis_depth: 'comprehensive', wait_seconds: 0, timeout_seconds: 1200 };

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({ BIN2NLP_ANALYSIS__STOP_GRACE_SECONDS: '0' });
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  it('does not wait for large ones, however many came before it and however urgent they are', async () => {
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const content = Buffer.concat([LARGE, Buffer.from(name)]);
      ids.push(await idOf(submit(content, { ...large, priority: 9 })));
    }
    const [first = '', ...others] = ids;
    await untilStatus(first, 'processing');
    const small = await submit(aVariant(), { wait_seconds: 60 });
    expect([small.status, small.body.data.status]).toEqual([200, 'completed']);
    expect(await jobOf(first)).toMatchObject({ status: 'processing' });
    for (const id of others) expect(await jobOf(id)).toMatchObject({ status: 'pending' });
    const { body } = await api().get('/api/v1/admin/queue');
    expect(body.data.queue_depth).toMatchObject({ waiting: 2 });
    for (const id of ids.reverse()) expect((await api().delete(`/api/v1/jobs/${id}`)).status).toBe(200);
  });
});
