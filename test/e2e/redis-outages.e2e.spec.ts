import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Redis } from 'ioredis';
import request from 'supertest';

import type { Answer } from '#test/openapi/answer-checker';
import { AnswerChecker } from '#test/openapi/answer-checker';
import { ContractDriver } from '#test/openapi/contract-driver';
import { requestsFor } from '#test/openapi/generated-requests';
import type { Operation } from '#test/openapi/operation';
import { operationsOf, resolverOf } from '#test/openapi/operation';
import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryRedis } from '#test/support/temporary-redis';

const DOCUMENT = JSON.parse(readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8')) as OpenAPIObject;
const CHECKER = new AnswerChecker(DOCUMENT);
const OPERATIONS = operationsOf(DOCUMENT);
const RESOLVE = resolverOf(DOCUMENT);
const ADMIN = 'Bearer the-key-of-the-outage-test';
const BASIC = `Basic ${Buffer.from('bin2nlp:bin2nlp').toString('base64')}`;
/** Takes its signature in place of a key, and looks the upload up. */
const SIGNED = 'PUT /api/v1/upload/{id}';
/** They answer 503 by themselves, since they are asked for just that. */
const HEALTH = new Set(['GET /api/v1/health', 'GET /api/v1/health/ready']);

interface Outage {
  readonly begin: (redis: TemporaryRedis, commands: Redis) => unknown;
  readonly end: (redis: TemporaryRedis, commands: Redis) => unknown;
}

const OUTAGES: Readonly<Record<string, Outage>> = {
  'has become a replica': {
    begin: (_, commands) => commands.replicaof('127.0.0.1', '1'),
    end: (_, commands) => commands.replicaof('NO', 'ONE'),
  },
  'is full': {
    begin: (_, commands) => commands.config('SET', 'maxmemory', '1mb'),
    end: (_, commands) => commands.config('SET', 'maxmemory', '0'),
  },
  'is gone': {
    begin: (redis) => redis.kill(),
    end: (redis) => redis.revive(),
  },
  'takes connections and does not answer': {
    begin: ({ pid }) => process.kill(pid, 'SIGSTOP'),
    end: ({ pid }) => process.kill(pid, 'SIGCONT'),
  },
};

describe.each(Object.entries(OUTAGES))('while Redis %s', (_, { begin, end }) => {
  let redis: TemporaryRedis;
  let commands: Redis;
  let bin2nlp: RunningBin2nlp;
  let driver: ContractDriver;

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
    ({ commands } = await redis.connect());
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_FEATURE_RATE_LIMITING: 'on',
      BIN2NLP_RATE_LIMIT__READS_BURST: '10000',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN.slice('Bearer '.length),
    });
    driver = new ContractDriver(bin2nlp.url);
    expect((await submit()).status).toBe(200);
    await begin(redis, commands);
  });
  afterAll(async () => {
    await end(redis, commands);
    await bin2nlp.stop();
    await redis.stop();
  });

  const submit = (): request.Test =>
    request(bin2nlp.url)
      .post('/api/v1/analyze?analysis_depth=quick')
      .set('Authorization', ADMIN)
      .attach('file', '/bin/true');
  const send = (operation: Operation, authorization: string): Promise<Answer> => {
    const [simplest] = requestsFor(operation, RESOLVE);
    if (simplest === undefined) throw new Error('nothing to send');
    return driver.send(simplest, authorization);
  };

  it('every route that needs it says so, and when to come again, whoever is the first to notice', async () => {
    const answers = await Promise.all(
      OPERATIONS.map(async (operation) => [operation, await send(operation, ADMIN)] as const),
    );
    for (const [operation, answer] of answers)
      expect([operation.name, ...refusalOf(operation, answer)]).toEqual([operation.name]);
  });

  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))('%s', async (_name, operation) => {
    expect(refusalOf(operation, await send(operation, ADMIN))).toEqual([]);
  });

  it.each(OPERATIONS.filter(({ path }) => path.startsWith('/v1/magic')).map((each) => [each.name, each] as const))(
    '%s goes on for a Basic user',
    async (_name, operation) => {
      expect((await send(operation, BASIC)).status).toBeLessThan(500);
    },
  );

  it('lives, is not ready, and says what is wrong', async () => {
    expect((await request(bin2nlp.url).get('/api/v1/health/live')).status).toBe(200);
    expect((await request(bin2nlp.url).get('/api/v1/health/ready')).status).toBe(503);
    const { dependencies } = (await request(bin2nlp.url).get('/api/v1/health')).body.data;
    expect(dependencies.redis).toMatchObject({
      status: 'unhealthy',
      detail: expect.stringMatching(/does not serve: ./),
    });
  });

  it('serves again when it is over', async () => {
    await end(redis, commands);
    await eventually(async () => {
      expect((await request(bin2nlp.url).get('/api/v1/health/ready')).status).toBe(200);
    });
    expect((await submit()).status).toBe(200);
  });
});

/** What is wrong with an answer while Redis does not serve. */
function refusalOf(operation: Operation, answer: Answer): readonly string[] {
  const faults = CHECKER.faultsOf(operation, answer);
  if (HEALTH.has(operation.name)) return answer.status === 503 ? faults : [`answers ${answer.status}`];
  if (!operation.secured && operation.name !== SIGNED)
    return answer.status < 500 ? faults : [`answers ${answer.status} though it needs no Redis`];
  return [
    ...faults,
    ...(answer.status === 503 ? [] : [`answers ${answer.status}`]),
    ...(answer.headers.get('retry-after') === null ? ['does not say when to come again'] : []),
    ...(/cannot be reached right now|SERVICE_UNAVAILABLE|OVERLOADED/.test(answer.body.toString())
      ? []
      : ['says something else']),
  ];
}
