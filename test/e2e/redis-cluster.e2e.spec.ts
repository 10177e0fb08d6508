import { readFileSync } from 'node:fs';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import type { RedisServer } from '#test/support/redis-servers';
import { RedisServers } from '#test/support/redis-servers';

/** Its slot is in the second third. */
const QUEUE_KEY = '{bin2nlp}:analysis:prioritized';

let servers: RedisServers;
let nodes: readonly RedisServer[];
let processes: readonly Bin2nlpProcess[] = [];

beforeAll(async () => {
  servers = await RedisServers.create();
  nodes = await servers.startCluster();
});
afterAll(async () => {
  await Promise.all(processes.map((each) => each.end()));
  await servers.end();
});

const some = (): string =>
  nodes
    .slice(0, 2)
    .map(({ address }) => address)
    .join(',');

function launch(role: string): Bin2nlpProcess {
  return Bin2nlpProcess.launch({
    BIN2NLP_ROLE: role,
    BIN2NLP_REDIS__CLUSTER_NODES: some(),
    BIN2NLP_STORAGE__DATA_DIR: servers.directory.path,
    BIN2NLP_ANALYSIS__HEARTBEAT_SECONDS: '1',
    BIN2NLP_ANALYSIS__RECONCILE_SECONDS: '2',
  });
}

function submit(url: string, path: string, query: object): request.Test {
  return request(url).post('/api/v1/analyze').query(query).type('application/octet-stream').send(readFileSync(path));
}

describe('a Redis Cluster', () => {
  it('serves api and worker, and goes on when the master of the queue is killed while jobs run', async () => {
    processes = [launch('api'), launch('worker')];
    const [url = ''] = await Promise.all(processes.map((each) => each.url()));
    expect((await submit(url, '/bin/true', { analysis_depth: 'quick', wait_seconds: 60 })).status).toBe(200);
    const paths = ['/bin/bash', '/bin/ls', '/bin/cat', '/bin/cp'];
    const jobs = await Promise.all(
      paths.map(async (path) => {
        const { status, body } = await submit(url, path, { wait_seconds: 0 });
        expect(status).toBe(202);
        return body.data.status_url as string;
      }),
    );
    const slot = Number(await nodes[0]?.admin.call('CLUSTER', 'KEYSLOT', QUEUE_KEY));
    const master = nodes[Math.floor((slot * 3) / 16_384)];
    await eventually(async () => {
      const found = await Promise.all(
        jobs.map(async (job) => (await request(url).get(job)).body.data.status as string),
      );
      expect(found).toContain('processing');
    });
    master?.signal((process.env['SIG'] ?? 'SIGKILL') as 'SIGKILL');
    const killed = performance.now();
    await eventually(async () => {
      expect((await submit(url, '/bin/echo', { analysis_depth: 'quick', wait_seconds: 0 })).status).toBeLessThan(300);
    });
    console.log('accepted after', performance.now() - killed);
    for (const job of jobs)
      await eventually(async () => {
        expect((await request(url).get(job)).body.data.status).toBe('completed');
      });
    console.log('all done after', performance.now() - killed);
    for (const p of processes)
      console.log(
        p.printed
          .split('\n')
          .filter((l) => /"level":[456]0|Redis/.test(l))
          .slice(0, 20)
          .map((l) => l.slice(0, 400))
          .join('\n'),
      );
  });
});
