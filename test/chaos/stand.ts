import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { filesBelow } from '#test/support/files-below';
import { processesWithLimit } from '#test/support/marked-processes';
import type { ProcessName } from '#test/support/process-family';
import { familyOf, isRunning } from '#test/support/process-family';
import { TemporaryRedis } from '#test/support/temporary-redis';

export const VICTIMS = ['api', 'worker', 'redis'] as const;
export type Victim = (typeof VICTIMS)[number];
type Role = Exclude<Victim, 'redis'>;

const LAST_BREATH_MS = 30_000;
const LOOK_MS = 250;
/** The address space of what is confined: by it this command's own are told from those of others. */
const MARK_MB = 1800 + (process.pid % 200);
/** Soon told that a worker is lost, and soon repaired; files are leftovers as soon as may be. */
const SETTINGS = {
  BIN2NLP_ANALYSIS__HEARTBEAT_SECONDS: '1',
  BIN2NLP_ANALYSIS__RECONCILE_SECONDS: '1',
  // That a job fails over many workers that were lost is no fault.
  BIN2NLP_ANALYSIS__MAX_ATTEMPTS: '10',
  BIN2NLP_STORAGE__CLEANUP_AGE_MINUTES: '1',
  BIN2NLP_SANDBOX__MEMORY_MB: String(MARK_MB),
};

/** An api, a worker and a Redis that keeps every write, each of which can be killed and is started again. */
export class Stand {
  /** All that ever ran. */
  private readonly seen = new Set<ProcessName>();
  private readonly launched: Bin2nlpProcess[] = [];
  private ended: Promise<readonly string[]> | undefined;

  private constructor(
    private readonly redis: TemporaryRedis,
    private readonly running: Record<Role, Bin2nlpProcess>,
    readonly url: string,
  ) {
    this.launched.push(...Object.values(running));
  }

  static async start(): Promise<Stand> {
    const redis = await TemporaryRedis.start();
    await keepEveryWrite(redis);
    const running = { api: launch('api', redis), worker: launch('worker', redis) };
    try {
      const [url] = await Promise.all([running.api.url(), running.worker.url()]);
      return new Stand(redis, running, url);
    } catch (error) {
      await Promise.all(Object.values(running).map((each) => each.end()));
      await redis.stop();
      throw error;
    }
  }

  /** Resolves to the time of the kill, in epoch milliseconds, once what was killed is up again. */
  async kill(victim: Victim): Promise<number> {
    this.note();
    const at = Date.now();
    if (victim === 'redis') {
      await this.redis.kill();
      if (this.ended !== undefined) return at;
      await this.redis.revive();
      await keepEveryWrite(this.redis);
      return at;
    }
    this.running[victim].signal('SIGKILL');
    await this.running[victim].status();
    if (this.ended !== undefined) return at;
    this.running[victim] = launch(victim, this.redis, victim === 'api' ? new URL(this.url).port : '0');
    this.launched.push(this.running[victim]);
    await this.running[victim].url();
    return at;
  }

  /** Of the data directory, but Redis's own. */
  files(): Promise<readonly string[]> {
    return filesBelow(this.redis.directory.path);
  }

  /** What the processes have logged as an error, but refusals. */
  get errors(): readonly string[] {
    const lines = this.launched.flatMap(({ printed }) => printed.split('\n'));
    return lines.filter((line) => /"level":[56]0/.test(line) && !line.includes('"status":503'));
  }

  /** Idempotent. Stops all; resolves to what does not end as it should, or stays behind. */
  end(): Promise<readonly string[]> {
    this.ended ??= this.endAll();
    return this.ended;
  }

  private async endAll(): Promise<readonly string[]> {
    this.note();
    const ends = await Promise.all(
      Object.entries(this.running).map(async ([role, each]) => {
        await each.end();
        const status = await each.status();
        return status === 0 ? [] : [`the ${role} ended with ${status} when it was told to stop`];
      }),
    );
    await this.redis.stop();
    for (const deadline = Date.now() + LAST_BREATH_MS; this.left().length > 0 && Date.now() < deadline;)
      await delay(LOOK_MS);
    return [...ends.flat(), ...this.left().map((name) => `process ${name} is left`)];
  }

  private note(): void {
    for (const { pid } of [this.redis, ...Object.values(this.running)])
      for (const name of familyOf(pid)) this.seen.add(name);
  }

  private left(): readonly string[] {
    return [...[...this.seen].filter(isRunning), ...processesWithLimit(MARK_MB).map(String)];
  }
}

function launch(role: Role, redis: TemporaryRedis, port = '0'): Bin2nlpProcess {
  return Bin2nlpProcess.launch({
    ...SETTINGS,
    BIN2NLP_ROLE: role,
    BIN2NLP_REDIS__URL: redis.url,
    BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
    BIN2NLP_SERVER__PORT: port,
  });
}

/** Before it is answered. */
async function keepEveryWrite({ url }: TemporaryRedis): Promise<void> {
  const connection = new Redis({ path: url });
  await connection.config('SET', 'appendfsync', 'always');
  connection.disconnect();
}
