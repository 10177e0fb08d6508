import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import request from 'supertest';

import { ApiCaller } from '#test/support/api-caller';
import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryRedis } from '#test/support/temporary-redis';

const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';
const ON = {
  BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
  BIN2NLP_FEATURE_RATE_LIMITING: 'on',
  BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
};
const VALIDATE = '/api/v1/auth/validate';

describe('two api processes', () => {
  let redis: TemporaryRedis;
  let processes: readonly Bin2nlpProcess[];
  let admins: readonly ApiCaller[];

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
    const variables = {
      BIN2NLP_ROLE: 'api',
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
    };
    processes = [Bin2nlpProcess.launch({ ...variables, ...ON }), Bin2nlpProcess.launch({ ...variables, ...ON })];
    const urls = await Promise.all(processes.map((process) => process.url()));
    admins = urls.map((url) => new ApiCaller(url, ADMIN_KEY));
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.end()));
    await redis.stop();
  });

  it('that start at once enter the bootstrap key once', async () => {
    for (const admin of admins) {
      expect((await admin.get('/api/v1/auth/keys')).body).toMatchObject({ total_count: 1, data: [{ role: 'admin' }] });
    }
  });

  it('allow together never one request too many', async () => {
    const { caller } = await admins[0]!.newKey({ limits: { reads_per_hour: 50, reads_burst: 50 } });
    const callers = await Promise.all(processes.map(async (process) => new ApiCaller(await process.url(), caller.key)));
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => callers[index % 2]!.get(VALIDATE)));
    const statuses = answers.map(({ status }) => status);
    expect([200, 429].map((status) => statuses.filter((each) => each === status).length)).toEqual([50, 150]);
    const left = answers.filter(({ status }) => status === 200).map(({ headers }) => headers['ratelimit-remaining']);
    expect(left.map(Number).sort((one, other) => one - other)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  it('refuse a key from the moment that one of them revokes it', async () => {
    const { id, caller } = await admins[0]!.newKey();
    const elsewhere = new ApiCaller(await processes[1]!.url(), caller.key);
    expect((await elsewhere.get(VALIDATE)).status).toBe(200);
    await admins[0]!.delete(`/api/v1/auth/keys/${id}`);
    expect((await elsewhere.get(VALIDATE)).status).toBe(401);
  });
});

describe('rate limits', () => {
  let bin2nlp: RunningBin2nlp;
  let admin: ApiCaller;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({ ...ON, BIN2NLP_RATE_LIMIT__READS_BURST: '1000' });
    admin = new ApiCaller(bin2nlp.url, ADMIN_KEY);
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  it('say on every answer what is left, and when a refused request is welcome: then it is', async () => {
    const { caller } = await admin.newKey({ limits: { reads_burst: 3 } });
    for (const left of ['2', '1', '0']) {
      const { headers } = await caller.get(left === '1' ? '/api/v1/jobs/x/status' : VALIDATE);
      expect([headers['ratelimit-limit'], headers['ratelimit-remaining']]).toEqual(['3', left]);
      expect(Number(headers['ratelimit-reset'])).toBeLessThanOrEqual(10);
    }
    const { status, body, headers } = await caller.get(VALIDATE);
    expect([status, body.error.code, headers['ratelimit-remaining']]).toEqual([429, 'RATE_LIMIT_EXCEEDED', '0']);
    const seconds = Number(headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(headers['ratelimit-reset']).toBe(headers['retry-after']);
    await delay(seconds * 1000);
    expect((await caller.get(VALIDATE)).status).toBe(200);
  });

  it('count submissions apart from reads, and refuse them before the file is sent', async () => {
    const { caller } = await admin.newKey({ limits: { submissions_per_hour: 1, reads_per_hour: 2 } });
    expect((await caller.submit('/bin/ls')).headers['ratelimit-remaining']).toBe('0');
    const { status, headers } = await caller.submit('/bin/ls');
    expect([status, headers['ratelimit-limit']]).toEqual([429, '1']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(3000);
    expect((await caller.get(VALIDATE)).status).toBe(200);
  });

  it('are answered with 503 while Redis does not answer, and so are keys', async () => {
    const pid = Number(readFileSync(`${bin2nlp.directory.path}/redis/redis.pid`, 'utf8'));
    process.kill(pid, 'SIGSTOP');
    const { status, body } = await admin.get(VALIDATE);
    process.kill(pid, 'SIGCONT');
    expect([status, body.error.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  });
});

describe('with the feature switched', () => {
  it('rate limiting alone, everybody counts as one local key', async () => {
    const bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_FEATURE_RATE_LIMITING: 'on',
      BIN2NLP_RATE_LIMIT__READS_PER_HOUR: '10',
    });
    try {
      const statuses: number[] = [];
      for (let time = 0; time < 11; time += 1) statuses.push((await request(bin2nlp.url).get(VALIDATE)).status);
      expect(statuses).toEqual([...Array<number>(10).fill(200), 429]);
    } finally {
      await bin2nlp.stop();
    }
  });

  it('off, nobody is asked for a key, nothing is counted, and the caller is the local one', async () => {
    const bin2nlp = await RunningBin2nlp.start({ BIN2NLP_RATE_LIMIT__READS_BURST: '5' });
    try {
      for (let time = 0; time < 8; time += 1) {
        const { status, body, headers } = await request(bin2nlp.url).get(VALIDATE);
        expect([status, body.data.key_id, body.data.role]).toEqual([200, 'local', 'admin']);
        expect(headers['ratelimit-limit']).toBeUndefined();
      }
    } finally {
      await bin2nlp.stop();
    }
  });
});

describe('production', () => {
  it('starts with secrets of its own, and asks for keys', async () => {
    const bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_ENVIRONMENT: 'production',
      BIN2NLP_LOGGING__LEVEL: 'silent',
      BIN2NLP_SERVER__HOST: '127.0.0.1',
      BIN2NLP_SERVER__PORT: '0',
      BIN2NLP_WORKER_HTTP__PORT: '0',
      BIN2NLP_AUTH__API_KEY_SALT: 'a salt of its own',
      BIN2NLP_AUTH__BASIC_PASSWORD: 'a password of its own',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    });
    try {
      expect((await new ApiCaller(bin2nlp.url).get(VALIDATE)).status).toBe(401);
      const { status, headers } = await new ApiCaller(bin2nlp.url, ADMIN_KEY).submit('/bin/ls');
      expect([status, headers['ratelimit-limit']]).toEqual([200, '10']);
    } finally {
      await bin2nlp.stop();
    }
  });
});
