import { randomUUID } from 'node:crypto';

import { UnknownRecordVersion } from '#application/ports/job-store.port';
import type { WorkerRecord } from '#application/ports/worker-registry.port';
import type { JobId } from '#domain/jobs/analysis-job';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { toJobRecord } from '#infrastructure/redis/jobs/job-record';
import { RedisJobStore } from '#infrastructure/redis/jobs/redis-job-store';
import { RedisEndedJobs } from '#infrastructure/redis/webhooks/redis-ended-jobs';
import { aJob, NOON, someOptions } from '#test/builders/job';
import { aWorker } from '#test/contracts/worker-registry.contract';
import { FakeClock } from '#test/fakes/fake-clock';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { MigrateRecords } from './migrate-records';
import type { MigrationProgress } from './migration-journal';

/** A tenth of what a command may take: the mean, since one that the machine held up says nothing of what was asked for. */
const MEAN_MICROSECONDS = 1000;
const RECORDS = 3000;
const never = new AbortController().signal;

let redis: TemporaryRedis;
let connections: RedisConnections;
let live: WorkerRecord[];

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});
beforeEach(async () => {
  live = [];
  await connections.commands.flushall();
});
afterAll(async () => {
  await redis.stop();
});

const migration = (): MigrateRecords =>
  new MigrateRecords(connections.commands, { live: () => Promise.resolve(live) }, { settleMs: 0 });
const quietly = (): void => undefined;

/** Records as the version before wrote them, and keys of others between them. */
async function fill(count = RECORDS): Promise<void> {
  const pipeline = connections.commands.pipeline();
  for (let made = 0; made < count; made += 1) {
    const job = aJob({ createdAt: NOON + made, options: someOptions({ priority: made % 11 }) });
    pipeline.hset(`job:{${job.id}}`, toJobRecord(job, '1'));
    if (made % 3 === 0) pipeline.expire(`job:{${job.id}}`, 86_400);
    pipeline.set(`result:{${made}}:index`, 'another');
  }
  pipeline.hset('job:{no-id}', 'schema_version', '1');
  pipeline.hset(`another:job:{${randomUUID()}}`, 'schema_version', '1');
  await pipeline.exec();
}

/** All that is in Redis of jobs, by key. */
async function contents(): Promise<Record<string, unknown>> {
  const { commands } = connections;
  const keys = (await commands.keys('*job:*')).filter((key) => !key.startsWith('jobs:')).sort();
  const values = await Promise.all(keys.map((key) => Promise.all([commands.hgetall(key), commands.expiretime(key)])));
  return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
}

describe('a migration of job records', () => {
  it('goes up and back to just what was, by commands that are all quick, and touches nothing else', async () => {
    const { commands } = connections;
    await fill();
    const before = await contents();
    await commands.config('RESETSTAT');
    const up = await migration().execute('up', quietly, never);
    expect(up).toMatchObject({ changed: RECORDS, damaged: 0, done: true });
    expect(await migration().status()).toMatchObject({ writes: '2', records: { '2': RECORDS } });
    const again = await migration().execute('up', quietly, never);
    expect(again).toMatchObject({ changed: 0, done: true });
    const down = await migration().execute('down', quietly, never);
    expect(down).toMatchObject({ changed: RECORDS, done: true });
    const stats = [...(await commands.info('commandstats')).matchAll(/^cmdstat_(\w+):.*usec_per_call=([\d.]+)/gm)];
    expect(stats.map(([, name]) => name)).toEqual(expect.arrayContaining(['scan', 'evalsha', 'hmget']));
    expect(stats.map(([, name]) => name)).not.toContain('keys');
    expect(stats.filter(([, , mean]) => Number(mean) > MEAN_MICROSECONDS)).toEqual([]);
    expect(await contents()).toEqual(before);
    expect(await migration().status()).toMatchObject({ writes: '1', records: { '1': RECORDS } });
  });

  it('goes on where it was killed, but from the start where Redis was started again since', async () => {
    await fill();
    const pages: MigrationProgress[] = [];
    const killed = async (): Promise<void> => {
      const dies = (page: MigrationProgress): void => {
        pages.push(page);
        if (pages.length === 3) throw new Error('killed');
      };
      await migration().execute('up', dies, never);
    };
    await expect(killed()).rejects.toThrow('killed');
    const first: MigrationProgress[] = [];
    const rest = await migration().execute('up', (page) => first.push(page), never);
    expect(first[0]?.met).toBeGreaterThan(pages[2]?.met ?? Infinity);
    expect(rest).toMatchObject({ changed: RECORDS, done: true });
    const journal = 'jobs:{migration}';
    const entry = { ...rest, done: false, cursor: '17', runId: 'of the server before' };
    await connections.commands.set(journal, JSON.stringify(entry));
    expect(await migration().execute('up', quietly, never)).toMatchObject({ met: RECORDS, changed: 0 });
  });

  it('stops when it is told to, and says that it is not done', async () => {
    await fill();
    const stop = new AbortController();
    const partly = await migration().execute(
      'up',
      () => {
        stop.abort();
      },
      stop.signal,
    );
    expect(partly.done).toBe(false);
    expect(partly.changed).toBeLessThan(RECORDS);
    expect(await migration().execute('up', quietly, never)).toMatchObject({ changed: RECORDS, done: true });
  });

  it('is done by one process at a time, and not while workers of the version before run', async () => {
    await fill(1000);
    let refused: unknown;
    const during = async (): Promise<void> => {
      refused ??= await migration()
        .execute('up', quietly, never)
        .catch((error: unknown) => error);
    };
    let second: Promise<void> | undefined;
    const tell = (): void => {
      second ??= during();
    };
    await migration().execute('up', tell, never);
    await second;
    expect(String(refused)).toMatch(/Another migration runs.*try again in \d+ s/);
    live = [aWorker({ id: 'new', reads: ['1', '2'] }), aWorker({ id: 'old-7' })];
    await expect(migration().execute('up', quietly, never)).rejects.toThrow(/old-7.*Upgrade every api and worker/);
    expect(await migration().execute('down', quietly, never)).toMatchObject({ done: true });
  });

  it('takes nothing away from what the service does meanwhile, which writes the new version from then on', async () => {
    const store = new RedisJobStore(connections, new FakeClock(), new RedisEndedJobs(connections, new FakeClock()));
    const jobs = Array.from({ length: 600 }, () => aJob());
    for (const job of jobs) await store.create(job);
    const moved: Promise<unknown>[] = [];
    let created = jobs.length;
    const work = (): void => {
      for (const { id } of jobs.splice(0, 200)) {
        moved.push(store.transition(id, { from: 'pending' }, { to: 'processing', workerId: 'w' }));
      }
      moved.push(store.create(aJob({ status: 'cancelled' })));
      created += 1;
    };
    const ids = jobs.map(({ id }) => id);
    work();
    await migration().execute('up', work, never);
    await Promise.all(moved);
    const { records } = await migration().status();
    expect(records).toEqual({ '2': created });
    const found = await Promise.all(ids.slice(0, 200).map((id) => store.find(id)));
    expect(new Set(found.map((job) => job?.status))).toEqual(new Set(['processing']));
  });

  it('leaves damaged records and those of a later version as they are', async () => {
    const { commands } = connections;
    const [later, damaged] = [randomUUID() as JobId, randomUUID() as JobId];
    await commands.hset(`job:{${later}}`, { ...toJobRecord(aJob({ id: later }), '2'), schema_version: '3' });
    await commands.hset(`job:{${damaged}}`, { ...toJobRecord(aJob({ id: damaged }), '1'), file: '{' });
    const before = await contents();
    for (const direction of ['up', 'down'] as const) {
      expect(await migration().execute(direction, quietly, never)).toMatchObject({ changed: 0, done: true });
    }
    expect(await contents()).toEqual(before);
    const store = new RedisJobStore(connections, new FakeClock(), new RedisEndedJobs(connections, new FakeClock()));
    await expect(store.find(later)).rejects.toThrow(UnknownRecordVersion);
  });
});
