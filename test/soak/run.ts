// `npm run soak`: clients of three keys submit, read, report, search and delete for as long as it is told; status 1 where memory,
// descriptors, processes, files or Redis grow, a request is answered as it should not be, or a key gets less than its share.
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';

import { ApiCaller } from '#test/support/api-caller';
import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { filesBelow } from '#test/support/files-below';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { quantile, riseOf } from './line';
import type { Served } from './load';
import { Load } from './load';
import type { Measure, Sample } from './samples';
import { MEASURES, takeSample } from './samples';

const USAGE = `usage: npm run soak -- [--minutes N] [--clients N] [--seed S]

  --minutes  how long (default: 60); the first third warms up
  --clients  at once, of three keys (default: 20)
  --seed     of what they do (default: 1)`;

const ADMIN_KEY = 'the-bootstrap-key-of-the-soak';
const KEYS = 3;
const WARM_UP_SHARE = 1 / 3;
const SAMPLE_MS = 2000;
/** Of the analyses that its clients would have had if all clients had got the same. */
const LEAST_SHARE = 0.8;
const MOST_FAULTS_SHOWN = 10;
/** Files of those that are still received or read when the clients stop. */
const CLEAN_MS = 120_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    clients: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

type Timed = readonly [at: number, sample: Sample];

async function main(): Promise<boolean> {
  const [minutes, clients, seed] = [Number(values.minutes), Number(values.clients), Number(values.seed)];
  if (values.help || !(minutes > 0) || !(clients >= KEYS) || !Number.isSafeInteger(seed)) {
    console.log(USAGE);
    return values.help;
  }
  const redis = await TemporaryRedis.start();
  const launch = (role: string): Bin2nlpProcess =>
    Bin2nlpProcess.launch({
      BIN2NLP_ROLE: role,
      NODE_OPTIONS: `--require ${join(__dirname, 'collect-garbage.cjs')}`,
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
      BIN2NLP_SERVER__PORT: '0',
      // Full before the warm-up ends.
      BIN2NLP_CACHE__MEMORY_MB: '16',
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    });
  const [api, worker] = [launch('api'), launch('worker')];
  const inspector = new Redis({ path: redis.url });
  const files = (): Promise<readonly string[]> => filesBelow(redis.directory.path);
  try {
    const [url] = await Promise.all([api.url(), worker.url()]);
    const admin = new ApiCaller(url).with(ADMIN_KEY);
    const keys: (readonly [string, Served])[] = [];
    for (let made = 0; made < KEYS; made += 1)
      keys.push([(await admin.newKey({ usage_quota: 1_000_000 })).caller.key ?? '', { analyses: 0 }]);
    const load = new Load(url, seed);
    const samples: Timed[] = [];
    const measured = { api: api.pid, port: Number(new URL(url).port), worker: worker.pid, redis: inspector, files };
    let failed: Error | undefined;
    const sampling = setInterval(() => {
      takeSample(measured).then(
        (sample) => samples.push([Date.now(), sample]),
        (error: unknown) => {
          failed ??= error instanceof Error ? error : new Error(String(error));
        },
      );
    }, SAMPLE_MS);
    console.log(`${clients} clients of ${KEYS} keys for ${minutes} minutes, seed ${seed}\n`);
    const started = Date.now();
    const own = Array.from({ length: clients }, (_, index) => keys[index % KEYS]!);
    await load.run(own, minutes * 60_000).finally(() => {
      clearInterval(sampling);
    });
    if (failed !== undefined) throw failed;
    const warm = samples.filter(([at]) => at - started > minutes * 60_000 * WARM_UP_SHARE);
    const faults = [
      ...flatness(warm),
      ...fairness(
        keys.map(([, served]) => served),
        clients,
      ),
      ...latency(load),
    ];
    faults.push(...(await leftovers(files)));
    for (const fault of faults) console.log(`to mend: ${fault}`);
    return faults.length === 0;
  } finally {
    inspector.disconnect();
    await Promise.all([api.end(), worker.end()]);
    await redis.stop();
  }
}

function flatness(samples: readonly Timed[]): readonly string[] {
  console.log('                        first     last   median     rise   may rise');
  return Object.entries(MEASURES).flatMap(([name, { mayRise }]) => {
    const points = samples.map(([at, sample]) => [at, sample[name as Measure]] as const);
    const rise = riseOf(points);
    const all = points.map(([, value]) => value);
    const figures = [all[0] ?? 0, all.at(-1) ?? 0, quantile(all, 0.5), rise, mayRise];
    console.log(`${name.padEnd(20)}${figures.map((figure) => figure.toFixed(1).padStart(9)).join('')}`);
    return rise > mayRise ? [`${name} rose by ${rise.toFixed(1)} after the warm-up`] : [];
  });
}

function fairness(keys: readonly Served[], clients: number): readonly string[] {
  const all = keys.reduce((sum, { analyses }) => sum + analyses, 0);
  const shares = keys.map(({ analyses }, index) => {
    const own = Math.ceil((clients - index) / KEYS);
    return analyses / ((all * own) / clients);
  });
  console.log(
    `\nanalyses of each key: ${keys.map(({ analyses }) => analyses).join(', ')}; of its share: ${shares.map((share) => share.toFixed(2)).join(', ')}`,
  );
  return shares.every((share) => share >= LEAST_SHARE) ? [] : [`a key got less than ${LEAST_SHARE} of its share`];
}

function latency({ times, faults }: Load): readonly string[] {
  console.log('\n            requests   p50 ms   p99 ms   most ms');
  for (const [kind, all] of times) {
    const figures = [quantile(all, 0.5), quantile(all, 0.99), Math.max(...all)];
    console.log(
      `${kind.padEnd(12)}${String(all.length).padStart(8)}${figures.map((each) => each.toFixed(0).padStart(9)).join('')}`,
    );
  }
  console.log(
    `\nload of this machine: ${loadavg()
      .map((each) => each.toFixed(1))
      .join(' ')}`,
  );
  return faults.slice(0, MOST_FAULTS_SHOWN);
}

/** `DELETE` and the end of the last job leave no file. */
async function leftovers(files: () => Promise<readonly string[]>): Promise<readonly string[]> {
  for (const until = Date.now() + CLEAN_MS; Date.now() < until;) {
    if ((await files()).length === 0) return [];
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  }
  return [`left are ${(await files()).join(', ')}`];
}

main().then(
  (isUnharmed) => process.exit(isUnharmed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
