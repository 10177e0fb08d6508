import { readFileSync } from 'node:fs';
import request from 'supertest';

import { Bin2nlpProcess } from './bin2nlp-process';
import { eventually } from './eventually';
import type { RedisServer, RedisServers } from './redis-servers';

const PASSWORD = 'of-the-test';
const MASTER = 'bin2nlp-test';
/** Some run, others wait, when it happens. */
const FILES = ['/bin/bash', '/bin/ls', '/bin/cat', '/bin/cp'];
const SLOTS = 16_384;

/** Masters with replicas of which one is about to fall, and how the service is told of them. */
export interface Replicated {
  readonly settings: Readonly<Record<string, string>>;
  /** It holds the queue. */
  readonly master: RedisServer;
}

export const REPLICATED = {
  sentinel: async (servers: RedisServers): Promise<Replicated> => {
    const { master, sentinels } = await servers.startSentinels(MASTER, PASSWORD);
    return {
      master,
      settings: {
        BIN2NLP_REDIS__URL: `redis://:${PASSWORD}@${MASTER}`,
        BIN2NLP_REDIS__SENTINELS: sentinels.map(({ address }) => address).join(','),
        BIN2NLP_REDIS__SENTINEL_NAME: MASTER,
      },
    };
  },
  cluster: async (servers: RedisServers): Promise<Replicated> => {
    const [first, second, third] = await servers.startCluster();
    const slot = Number(await first.admin.call('CLUSTER', 'KEYSLOT', '{bin2nlp}:analysis:prioritized'));
    const some = [first, third].map(({ address }) => address).join(',');
    return {
      master: [first, second, third][Math.floor((slot * 3) / SLOTS)] ?? first,
      settings: { BIN2NLP_REDIS__CLUSTER_NODES: some },
    };
  },
} as const;

/** Seconds from the fall until a submission was accepted, and until all that were accepted before had ended. */
export interface FailoverTimes {
  readonly toAccepted: number;
  readonly toCompleted: number;
}

/** An api and a worker run jobs while the master falls. @throws Error when one of them is lost, fails, or is there twice. */
export async function surviveFall(
  { settings, master }: Replicated,
  dataDir: string,
  signal: 'SIGKILL' | 'SIGSTOP',
): Promise<FailoverTimes> {
  const processes = ['api', 'worker'].map((role) =>
    Bin2nlpProcess.launch({
      ...settings,
      BIN2NLP_ROLE: role,
      BIN2NLP_STORAGE__DATA_DIR: dataDir,
      BIN2NLP_ANALYSIS__HEARTBEAT_SECONDS: '1',
      BIN2NLP_ANALYSIS__RECONCILE_SECONDS: '2',
    }),
  );
  try {
    const [url = ''] = await Promise.all(processes.map((each) => each.url()));
    return await fallDuringJobs(url, master, signal);
  } finally {
    await Promise.all(processes.map((each) => each.end()));
  }
}

async function fallDuringJobs(url: string, master: RedisServer, signal: 'SIGKILL' | 'SIGSTOP'): Promise<FailoverTimes> {
  const before = await Promise.all(FILES.map((file) => submitted(url, file)));
  await eventually(async () => {
    const statuses = await Promise.all(before.map((id) => statusOf(url, id)));
    if (!statuses.includes('processing')) throw new Error(`None runs: ${statuses.join(' ')}`);
  });
  master.signal(signal);
  const fell = performance.now();
  const seconds = (): number => (performance.now() - fell) / 1000;
  const after = await eventually(() => submitted(url, '/bin/echo'));
  const toAccepted = seconds();
  for (const id of [...before, after])
    await eventually(async () => {
      const status = await statusOf(url, id);
      if (status !== 'completed') throw new Error(`${id} is ${status}`);
    });
  const toCompleted = seconds();
  const ids = await listed(url);
  // A submission whose answer was lost may be there as well, as itself.
  const doubled = ids.filter((id, at) => ids.indexOf(id) !== at);
  const lost = [...before, after].filter((id) => !ids.includes(id));
  if (doubled.length + lost.length > 0) throw new Error(`doubled: ${doubled.join()}, not listed: ${lost.join()}`);
  return { toAccepted, toCompleted };
}

async function submitted(url: string, file: string): Promise<string> {
  const answer = await request(url)
    .post('/api/v1/analyze')
    .query({ wait_seconds: 0 })
    .type('application/octet-stream')
    .send(readFileSync(file));
  return (dataOf(answer) as { job_id: string }).job_id;
}

async function statusOf(url: string, id: string): Promise<string> {
  return (dataOf(await request(url).get(`/api/v1/jobs/${id}`)) as { status: string }).status;
}

async function listed(url: string): Promise<readonly string[]> {
  const jobs = dataOf(await request(url).get('/api/v1/jobs')) as readonly { id: string }[];
  return jobs.map(({ id }) => id);
}

function dataOf({ status, text }: request.Response): unknown {
  if (status >= 300) throw new Error(`${status} ${text}`);
  return (JSON.parse(text) as { data: unknown }).data;
}
