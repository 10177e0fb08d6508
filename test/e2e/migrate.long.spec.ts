import { toJobRecord } from '#infrastructure/redis/jobs/job-record';
import { MigrateRecords } from '#infrastructure/redis/migration/migrate-records';
import { aJob } from '#test/builders/job';
import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { TemporaryRedis } from '#test/support/temporary-redis';

/** Several pages. */
const RECORDS = 3000;
const LOCK = 'jobs:{migration}:lock';

let redis: TemporaryRedis;
const launched: Bin2nlpProcess[] = [];

beforeAll(async () => {
  redis = await TemporaryRedis.start();
});
afterAll(async () => {
  await Promise.all(launched.map((each) => each.end()));
  await redis.stop();
});

function migrate(what: string, url = redis.url): Bin2nlpProcess {
  const command = Bin2nlpProcess.launch({ BIN2NLP_REDIS__URL: url, BIN2NLP_REDIS__CONNECT_TIMEOUT_SECONDS: '1' }, [
    'migrate',
    what,
  ]);
  launched.push(command);
  return command;
}

async function ended(command: Bin2nlpProcess): Promise<{ readonly status: unknown; readonly printed: string }> {
  return { status: await command.status(), printed: command.printed };
}

describe('npm run migrate', () => {
  it('goes on where it was killed, and is refused until that is sure', async () => {
    const { commands } = await redis.connect();
    const pipeline = commands.pipeline();
    for (let made = 0; made < RECORDS; made += 1) {
      const job = aJob();
      pipeline.hset(`job:{${job.id}}`, toJobRecord(job, '1'));
    }
    await pipeline.exec();
    // What a process leaves that is killed after its first page.
    const stop = new AbortController();
    const migration = new MigrateRecords(commands, { live: () => Promise.resolve([]) }, { settleMs: 0 });
    const begun = await migration.execute(
      'up',
      () => {
        stop.abort();
      },
      stop.signal,
    );
    expect(begun.changed).toBeGreaterThan(0);
    expect(begun.changed).toBeLessThan(RECORDS);
    await commands.set(LOCK, 'of the killed one', 'PX', 600_000);
    expect(await ended(migrate('up'))).toEqual({
      status: 1,
      printed: expect.stringMatching(
        /^bin2nlp cannot migrate. Another migration runs.* try again in \d+ s\.$/m,
      ) as string,
    });
    // The time of the lock, gone by.
    await commands.del(LOCK);
    const done = await ended(migrate('up'));
    expect(done.status).toBe(0);
    expect(JSON.parse(done.printed.trim().split('\n').at(-1) ?? '')).toMatchObject({ changed: RECORDS, done: true });
    expect(await commands.get('jobs:schema')).toBe('2');
  });

  it('says what to do where it cannot begin', async () => {
    expect(await ended(migrate('sideways'))).toMatchObject({
      status: 2,
      printed: expect.stringContaining('usage: npm run migrate') as string,
    });
    expect(await ended(migrate('up', 'redis://127.0.0.1:1'))).toMatchObject({
      status: 1,
      printed: expect.stringContaining('Check BIN2NLP_REDIS__URL, and run it again') as string,
    });
    const { commands } = await redis.connect();
    await commands.replicaof('127.0.0.1', 1);
    expect(await ended(migrate('up'))).toMatchObject({
      status: 1,
      printed: expect.stringContaining('is a replica: give the address of its master') as string,
    });
  });
});
