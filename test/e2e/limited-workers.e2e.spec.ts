import { readFileSync } from 'node:fs';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';

let redis: TemporaryRedis;
const launched: Bin2nlpProcess[] = [];

beforeAll(async () => {
  redis = await TemporaryRedis.start();
});
afterAll(async () => {
  await Promise.all(launched.map((each) => each.end()));
  await redis.stop();
});

function launch(variables: Readonly<Record<string, string>>): Bin2nlpProcess {
  const started = Bin2nlpProcess.launch({
    BIN2NLP_SERVER__PORT: '0',
    BIN2NLP_WORKER_HTTP__PORT: '0',
    BIN2NLP_REDIS__URL: redis.url,
    BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
    ...variables,
  });
  launched.push(started);
  return started;
}

/** A machine in production on which no sandbox works: there is no program that would make one. */
const WITHOUT_TIER = { BIN2NLP_ROLE: 'worker', BIN2NLP_ENVIRONMENT: 'production', PATH: '/nowhere' };

describe('a worker without a sandbox tier', () => {
  it('does not start in production, and says how it would', async () => {
    const refused = launch(WITHOUT_TIER);
    expect(await refused.status()).toBe(1);
    expect(refused.printed).toContain('BIN2NLP_ANALYSIS__TAKES_CODE=false');
  });

  it('takes quick analyses where it is told to, and the others say what they wait for until one comes that can', async () => {
    const limited = launch({ ...WITHOUT_TIER, BIN2NLP_ANALYSIS__TAKES_CODE: 'false' });
    const api = launch({ BIN2NLP_ROLE: 'api' });
    const [url] = await Promise.all([api.url(), limited.url()]);
    const submit = async (depth: string): Promise<string> => {
      const { body } = await request(url)
        .post(`/api/v1/analyze?analysis_depth=${depth}&wait_seconds=0`)
        .type('application/octet-stream')
        .send(readFileSync('/bin/true'));
      return body.data.job_id as string;
    };
    const [code, quick] = [await submit('standard'), await submit('quick')];
    const job = async (id: string): Promise<unknown> => (await request(url).get(`/api/v1/jobs/${id}`)).body.data;
    await eventually(async () => {
      expect(await job(quick)).toMatchObject({ status: 'completed', waiting_reason: null });
    });
    const missing = { waiting_reason: 'no_capable_worker', missing_capabilities: ['code'] };
    expect(await job(code)).toMatchObject({ status: 'pending', estimated_completion: null, ...missing });
    const { body: queue } = await request(url).get('/api/v1/admin/queue');
    expect(queue.data).toMatchObject({ queue_depth: { waiting: 1, unservable: 1 }, active_workers: 1 });
    const { body: workers } = await request(url).get('/api/v1/admin/workers');
    expect(workers.data[0].capabilities).toMatchObject({ has: ['medium-memory', 'large-memory'], depths: ['quick'] });
    await launch({ BIN2NLP_ROLE: 'worker' }).url();
    await eventually(async () => {
      expect(await job(code)).toMatchObject({ status: 'completed', attempts: 1, missing_capabilities: [] });
    });
  });
});
