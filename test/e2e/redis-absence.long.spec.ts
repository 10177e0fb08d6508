import { readFileSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { RedisRelay } from '#test/support/redis-relay';
import { TemporaryRedis } from '#test/support/temporary-redis';

/** `all` is these two in one process: where only their ways to an end are looked at, it shows nothing more. */
const APART = ['api', 'worker'] as const;
const ROLES = [...APART, 'all'] as const;
/** Takes minutes at comprehensive depth. */
const LARGE = '/usr/bin/git';

let redis: TemporaryRedis;
const processes: Bin2nlpProcess[] = [];

beforeEach(async () => {
  redis = await TemporaryRedis.start();
});
afterEach(async () => {
  redis.goOn();
  await Promise.all(processes.splice(0).map((process) => process.end()));
  await redis.stop();
});

function launch(role: string, extra: Readonly<Record<string, string>> = {}): Bin2nlpProcess {
  const started = Bin2nlpProcess.launch({
    BIN2NLP_ROLE: role,
    BIN2NLP_REDIS__URL: redis.url,
    BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
    ...extra,
  });
  processes.push(started);
  return started;
}

function submit(url: string, path = '/bin/true', query: object = { analysis_depth: 'quick' }): request.Test {
  return request(url).post('/api/v1/analyze').query(query).type('application/octet-stream').send(readFileSync(path));
}

/** One of each role, side by side. */
function launchAll(
  extra: Readonly<Record<string, string>> = {},
  roles: readonly string[] = APART,
): readonly Bin2nlpProcess[] {
  return roles.map((role) => launch(role, extra));
}

/** Of each of those apart, once all have ended. */
const statusesOf = (services: readonly Bin2nlpProcess[]): Promise<readonly unknown[]> =>
  Promise.all(services.map((service) => service.status()));

const ended = (status: number): readonly number[] => APART.map(() => status);

async function untilAllMissRedis(services: readonly Bin2nlpProcess[]): Promise<void> {
  await eventually(() => {
    for (const service of services) expect(service.printed).toContain('Redis does not serve (queue)');
  });
}

async function expectToWaitForRedis(url: string): Promise<void> {
  expect((await request(url).get('/api/v1/health/live')).status).toBe(200);
  expect((await request(url).get('/api/v1/health/ready')).body.data).toEqual({ status: 'not ready' });
  const health = await request(url).get('/api/v1/health');
  expect(health.status).toBe(503);
  expect(health.body.data.dependencies.redis).toMatchObject({
    status: 'unhealthy',
    detail: expect.stringContaining('ENOENT'),
  });
}

describe('each role that starts without Redis', () => {
  it('lives, says what it waits for, and works once Redis is there', async () => {
    const path = join(redis.directory.path, 'later.sock');
    const services = launchAll({ BIN2NLP_REDIS__URL: path }, ROLES);
    for (const service of services) await expectToWaitForRedis(await service.waitingUrl());
    await symlink(redis.url, path);
    for (const service of services) {
      expect((await request(await service.url()).get('/api/v1/health/ready')).status).toBe(200);
      // Not one line for every attempt.
      expect(service.printed.split('Redis does not serve').length - 1).toBeLessThanOrEqual(2);
    }
    const urls = await Promise.all(services.map((service) => service.url()));
    expect((await submit(urls[ROLES.indexOf('all')] ?? '')).status).toBe(200);
  });

  it('ends with status 0 when it is told to stop meanwhile', async () => {
    const services = launchAll({ BIN2NLP_REDIS__URL: join(redis.directory.path, 'never.sock') });
    for (const service of services) {
      await service.waitingUrl();
      service.signal('SIGTERM');
    }
    expect(await statusesOf(services)).toEqual(ended(0));
  });
});

describe('each role whose Redis is away when it is told to stop', () => {
  it.each(['SIGKILL', 'SIGSTOP'] as const)('ends with status 0 after %s to Redis', async (signal) => {
    const path = join(redis.directory.path, 'away.sock');
    await symlink(redis.url, path);
    const services = launchAll({ BIN2NLP_REDIS__URL: path });
    await Promise.all(services.map((service) => service.url()));
    // The one of the test comes back by itself; this way to it does not.
    if (signal === 'SIGKILL') await rm(path);
    process.kill(redis.pid, signal);
    await untilAllMissRedis(services);
    for (const service of services) service.signal('SIGTERM');
    expect(await statusesOf(services)).toEqual(ended(0));
    for (const { printed } of services) expect(printed).not.toMatch(/"level":"?(error|50)/);
  });

  it('ends with status 0 when nobody has noticed yet', async () => {
    const services = launchAll();
    await Promise.all(services.map((service) => service.url()));
    process.kill(redis.pid, 'SIGSTOP');
    for (const service of services) service.signal('SIGTERM');
    expect(await statusesOf(services)).toEqual(ended(0));
  });
});

describe('a worker with a job whose Redis is away when it is told to stop', () => {
  it('ends with status 0 once its grace is over', async () => {
    const worker = launch('worker', { BIN2NLP_ANALYSIS__STOP_GRACE_SECONDS: '1' });
    const [url] = await Promise.all([launch('api').url(), worker.url()]);
    const { body } = await submit(url, LARGE, { analysis_depth: 'comprehensive', wait_seconds: 0 });
    await eventually(async () => {
      const { body: now } = await request(url).get(body.data.status_url as string);
      expect(now.data.status).toBe('processing');
    });
    process.kill(redis.pid, 'SIGSTOP');
    worker.signal('SIGTERM');
    expect(await worker.status()).toBe(0);
  });
});

describe('connections that go silent', () => {
  it('are replaced by api and worker by themselves, and no job is lost', async () => {
    const relay = await RedisRelay.start(join(redis.directory.path, 'relay.sock'), redis.url);
    const settings = { BIN2NLP_REDIS__URL: relay.path };
    const [url] = await Promise.all([launch('api', settings).url(), launch('worker', settings).url()]);
    expect((await submit(url)).status).toBe(200);
    // Three of the api, five of the worker.
    expect(relay.hush()).toBeGreaterThanOrEqual(6);
    const { body } = await eventually(async () => {
      const answer = await submit(url, '/bin/ls', { analysis_depth: 'quick', wait_seconds: 0 });
      expect(answer.status).toBe(202);
      return answer;
    });
    await eventually(async () => {
      const { body: now } = await request(url).get(body.data.status_url as string);
      expect(now.data.status).toBe('completed');
    });
    await Promise.all(processes.splice(0).map((process) => process.end()));
    await relay.stop();
  });
});

describe('a Redis that may throw jobs away', () => {
  const PRODUCTION = {
    BIN2NLP_ENVIRONMENT: 'production',
    BIN2NLP_AUTH__API_KEY_SALT: 'a salt of the test',
    BIN2NLP_AUTH__BASIC_PASSWORD: 'a password of the test',
    BIN2NLP_SERVER__HOST: '127.0.0.1',
    BIN2NLP_SERVER__PORT: '0',
    BIN2NLP_WORKER_HTTP__HOST: '127.0.0.1',
    BIN2NLP_WORKER_HTTP__PORT: '0',
  };

  beforeEach(async () => {
    await (await redis.connect()).commands.config('SET', 'maxmemory-policy', 'allkeys-lru');
  });

  it('is refused by each role in production, in one line', async () => {
    const services = launchAll(PRODUCTION);
    expect(await statusesOf(services)).toEqual(ended(1));
    for (const { printed } of services) {
      expect(printed).toMatch(
        /^bin2nlp cannot start\. The Redis of the queue may throw jobs away.*allkeys-lru.*noeviction/m,
      );
    }
  });

  it('is warned of elsewhere', async () => {
    const service = launch('api');
    await service.url();
    expect(service.printed).toContain('its maxmemory-policy is allkeys-lru');
  });
});

describe('a Redis that does not grant all that is needed', () => {
  it('ends the start of each role with one line that names it', async () => {
    await (await redis.connect()).commands.call('ACL', 'SETUSER', 'default', '-xlen');
    const services = launchAll();
    expect(await statusesOf(services)).toEqual(ended(1));
    for (const { printed } of services) {
      expect(printed).toContain('Its user lacks the command xlen. Grant that (ACL SETUSER).');
      expect(printed).not.toContain('is ready');
    }
  });
});
