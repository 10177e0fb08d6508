import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { TemporaryRedis } from '#test/support/temporary-redis';

const IDLE_SECONDS = 15;
/** Clients that each send the next file when the last is done: as many as the worker has slots. */
const CLIENTS = 2;
const LONGEST_WAIT_SECONDS = 60;
const SCAN_COUNT = 1000;

export type Kept = 'result' | 'events' | 'record';

/** Of one Redis, since it was started. */
interface RedisUse {
  readonly at: number;
  readonly commands: number;
  /** Bytes that went in and out. */
  readonly bytes: number;
  readonly processorSeconds: number;
}

/** What the jobs of a depth take, each; of Redis without what idle processes ask of it meanwhile. */
export interface JobCost {
  readonly jobs: number;
  readonly commands: number;
  readonly bytes: number;
  readonly processorSeconds: number;
  /** What Redis keeps of it: the result as stored, the events for an hour, and all else. */
  readonly keptBytes: Readonly<Record<Kept, number>>;
  readonly sampleBytes: number;
  /** Seconds of a slot, each. */
  readonly serviceTimes: readonly number[];
}

export interface MeasuredCost {
  /** Commands a second. */
  readonly idleApi: number;
  readonly idleWorker: number;
  readonly job: JobCost;
}

/**
 * An api, a worker and a Redis of their own, as they are started; one file after the other is sent, waited for and its summary read.
 * @throws Error when a file is not analysed.
 */
export async function measureCost(files: readonly string[], depth: string): Promise<MeasuredCost> {
  const redis = await TemporaryRedis.start();
  const administrator = new Redis({ path: redis.url.replace('unix://', '') });
  const processes: Bin2nlpProcess[] = [];
  try {
    const launch = async (role: string): Promise<string> => {
      const process = Bin2nlpProcess.launch({
        BIN2NLP_ROLE: role,
        BIN2NLP_REDIS__URL: redis.url,
        BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
        BIN2NLP_SERVER__PORT: '0',
        BIN2NLP_WORKER_HTTP__PORT: '0',
      });
      processes.push(process);
      return process.url();
    };
    const url = await launch('api');
    const idleApi = await idleRate(administrator);
    await launch('worker');
    const idleBoth = await idleRate(administrator);
    const job = await measureJobs({ administrator, url, files, depth, idleBoth });
    return { idleApi, idleWorker: idleBoth - idleApi, job };
  } finally {
    await Promise.all(processes.map((each) => each.end()));
    administrator.disconnect();
    await redis.stop();
  }
}

async function idleRate(administrator: Redis): Promise<number> {
  await delay(2000);
  const before = await use(administrator);
  await delay(IDLE_SECONDS * 1000);
  const after = await use(administrator);
  // The question itself is one.
  return (after.commands - before.commands - 1) / (after.at - before.at);
}

interface Measuring {
  readonly administrator: Redis;
  readonly url: string;
  readonly files: readonly string[];
  readonly depth: string;
  readonly idleBoth: number;
}

async function measureJobs({ administrator, url, files, depth, idleBoth }: Measuring): Promise<JobCost> {
  const before = await use(administrator);
  const serviceTimes: number[] = [];
  let sampleBytes = 0;
  const left = [...files];
  const client = async (): Promise<void> => {
    for (let file = left.pop(); file !== undefined; file = left.pop()) {
      const sample = readFileSync(file);
      sampleBytes += sample.length;
      serviceTimes.push(await analysed(url, sample, depth));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const after = await use(administrator);
  const [jobs, seconds] = [files.length, after.at - before.at];
  const { result, events, record } = await keptBytes(administrator);
  return {
    jobs,
    commands: (after.commands - before.commands - idleBoth * seconds) / jobs,
    bytes: (after.bytes - before.bytes) / jobs,
    processorSeconds: (after.processorSeconds - before.processorSeconds) / jobs,
    keptBytes: { result: result / jobs, events: events / jobs, record: record / jobs },
    sampleBytes: sampleBytes / jobs,
    serviceTimes,
  };
}

/** @returns the seconds that its analysis took. */
async function analysed(url: string, sample: Buffer, depth: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/analyze?analysis_depth=${depth}&wait_seconds=${LONGEST_WAIT_SECONDS}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(sample),
  });
  const { data } = (await answer.json()) as { data?: { result?: { metadata: { duration_ms: number } } } };
  if (data?.result === undefined)
    throw new Error(`A file was answered ${answer.status} within ${LONGEST_WAIT_SECONDS} s.`);
  return data.result.metadata.duration_ms / 1000;
}

async function use(administrator: Redis): Promise<RedisUse> {
  const info = await administrator.info();
  const value = (name: string): number => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1]);
  return {
    at: performance.now() / 1000,
    commands: value('total_commands_processed'),
    bytes: value('total_net_input_bytes') + value('total_net_output_bytes'),
    processorSeconds: value('used_cpu_sys') + value('used_cpu_user'),
  };
}

/** In all, of whatever is there. */
async function keptBytes(administrator: Redis): Promise<Readonly<Record<Kept, number>>> {
  const bytes: Record<Kept, number> = { result: 0, events: 0, record: 0 };
  let cursor = '0';
  do {
    const [next, keys] = await administrator.scan(cursor, 'COUNT', SCAN_COUNT);
    for (const key of keys) bytes[kindOf(key)] += (await administrator.memory('USAGE', key, 'SAMPLES', 0)) ?? 0;
    cursor = next;
  } while (cursor !== '0');
  return bytes;
}

function kindOf(key: string): Kept {
  if (key.startsWith('result:')) return 'result';
  return key.startsWith('events:') ? 'events' : 'record';
}
