import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { processesWithLimit } from '#test/support/marked-processes';
import type { ProcessName } from '#test/support/process-family';
import { familyOf, isRunning } from '#test/support/process-family';
import { TemporaryBucket } from '#test/support/temporary-bucket';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { Disk } from './disk';
import { FalseClock } from './false-clock';
import type { Round, Setting } from './setting';

type Role = 'api' | 'worker' | 'all';

const LAST_BREATH_MS = 30_000;
const LOOK_MS = 250;
/** Longer than a worker may be silent until it counts as lost. */
const PAUSE_MS = 6000;
const WITHOUT_DISK_MS = 5000;
/** The address space of what is confined: by it this command's own are told from those of others. */
const MARK_MB = 1800 + (process.pid % 200);
/** Soon told that a worker is lost, and soon repaired; files are leftovers as soon as may be. */
const SETTINGS = {
  BIN2NLP_ANALYSIS__HEARTBEAT_SECONDS: '1',
  BIN2NLP_ANALYSIS__RECONCILE_SECONDS: '1',
  // That a job fails over many workers that were lost is no fault.
  BIN2NLP_ANALYSIS__MAX_ATTEMPTS: '10',
  BIN2NLP_STORAGE__CLEANUP_AGE_MINUTES: '1',
  // What does not say how large it is needs room for the largest.
  BIN2NLP_STORAGE__MAX_FILE_SIZE_MB: '16',
  BIN2NLP_STORAGE__MIN_FREE_SPACE_MB: '4',
  BIN2NLP_SANDBOX__MEMORY_MB: String(MARK_MB),
};

/** What stands around the processes of the service. */
interface Surroundings {
  readonly redis: TemporaryRedis;
  readonly disk: Disk;
  readonly bucket: TemporaryBucket | undefined;
  readonly clock: FalseClock | undefined;
  /** Of the command's own. */
  readonly notes: TemporaryDirectory;
}

/** An api and a worker, or both in one process, and a Redis that keeps every write: each can be disturbed and comes back. */
export class Stand {
  /** All that ever ran. */
  private readonly seen = new Set<ProcessName>();
  private readonly launched: Bin2nlpProcess[] = [];
  private readonly running = new Map<Role, Bin2nlpProcess>();
  private ended: Promise<readonly string[]> | undefined;
  private address = '';

  private constructor(
    private readonly around: Surroundings,
    private readonly setting: Setting,
  ) {}

  /** @throws Error where this machine lacks what the round takes. */
  static async start(setting: Setting, round: Round): Promise<Stand> {
    const notes = await TemporaryDirectory.create();
    const clock = round === 'clock' ? FalseClock.at(join(notes.path, 'clock')) : undefined;
    const disk = await Disk.create(round === 'full-disk');
    const redis = await TemporaryRedis.start();
    await keepEveryWrite(redis);
    const bucket = setting.store === 'bucket' ? await TemporaryBucket.start() : undefined;
    const stand = new Stand({ redis, disk, bucket, clock, notes }, setting);
    const roles: readonly Role[] = setting.roles === 'single' ? ['all'] : ['api', 'worker'];
    try {
      for (const role of roles) stand.launch(role);
      const [url = ''] = await Promise.all([...stand.running.values()].map((each) => each.url()));
      stand.address = url;
      return stand;
    } catch (error) {
      await stand.end();
      throw error;
    }
  }

  get url(): string {
    return this.address;
  }

  /** Resolves to the time from which it may recover, in epoch milliseconds, once what was disturbed is up again. */
  async disturb(round: Round): Promise<number> {
    this.note();
    switch (round) {
      case 'redis':
        return this.killRedis();
      case 'api':
      case 'worker':
        return this.again(this.roleOf(round), 'SIGKILL');
      case 'restart':
        if (this.setting.roles === 'split') await this.replaceWorker();
        return this.again(this.roleOf('api'), 'SIGTERM');
      case 'pause':
        this.running.get(this.roleOf('worker'))?.signal('SIGSTOP');
        await delay(PAUSE_MS);
        this.running.get(this.roleOf('worker'))?.signal('SIGCONT');
        return Date.now();
      case 'clock':
        this.around.clock?.jump();
        return Date.now();
      case 'full-disk':
        this.around.disk.fill();
        await delay(WITHOUT_DISK_MS);
        this.around.disk.empty();
        return Date.now();
      case 'read-only-disk':
        await this.around.disk.turnReadOnly();
        await delay(WITHOUT_DISK_MS);
        this.around.disk.turnWritable();
        return Date.now();
    }
  }

  /** Of the data directory and the bucket. */
  async files(): Promise<readonly string[]> {
    return [...(await this.around.disk.files()), ...((await this.around.bucket?.keys()) ?? [])];
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
    const { redis, disk, bucket, notes } = this.around;
    const ends = await Promise.all(
      [...this.running].map(async ([role, each]) => {
        await each.end();
        const status = await each.status();
        return status === 0 ? [] : [`the ${role} ended with ${status} when it was told to stop`];
      }),
    );
    await redis.stop();
    await bucket?.stop();
    for (const deadline = Date.now() + LAST_BREATH_MS; this.left().length > 0 && Date.now() < deadline;)
      await delay(LOOK_MS);
    await disk.remove();
    await notes.remove();
    return [...ends.flat(), ...this.left().map((name) => `process ${name} is left`)];
  }

  private roleOf(role: 'api' | 'worker'): Role {
    return this.setting.roles === 'single' ? 'all' : role;
  }

  private async killRedis(): Promise<number> {
    const at = Date.now();
    await this.around.redis.kill();
    if (this.ended !== undefined) return at;
    await this.around.redis.revive();
    await keepEveryWrite(this.around.redis);
    return at;
  }

  /** Ends it in that way and starts it again. */
  private async again(role: Role, signal: 'SIGKILL' | 'SIGTERM'): Promise<number> {
    const at = Date.now();
    this.running.get(role)?.signal(signal);
    await this.running.get(role)?.status();
    if (this.ended !== undefined) return at;
    await this.launch(role, role === 'worker' ? '0' : new URL(this.url).port).url();
    return at;
  }

  /** As in a rolling deployment: the old one goes when the new one works. */
  private async replaceWorker(): Promise<void> {
    const old = this.running.get('worker');
    await this.launch('worker').url();
    old?.signal('SIGTERM');
    await old?.status();
  }

  private launch(role: Role, port = '0'): Bin2nlpProcess {
    const { redis, disk, bucket, clock } = this.around;
    const launched = Bin2nlpProcess.launch({
      ...SETTINGS,
      ...bucket?.variables,
      ...clock?.variables,
      // The times of files are the kernel's, which does not jump: all would look old.
      ...(clock && { BIN2NLP_STORAGE__CLEANUP_AGE_MINUTES: '180' }),
      BIN2NLP_ROLE: role,
      BIN2NLP_SANDBOX__TIER: this.setting.tier,
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: disk.path,
      BIN2NLP_SERVER__PORT: port,
    });
    this.running.set(role, launched);
    this.launched.push(launched);
    return launched;
  }

  private note(): void {
    for (const { pid } of [this.around.redis, ...this.running.values()])
      for (const name of familyOf(pid)) this.seen.add(name);
  }

  private left(): readonly string[] {
    return [...[...this.seen].filter(isRunning), ...processesWithLimit(MARK_MB).map(String)];
  }
}

/** Before it is answered. */
async function keepEveryWrite({ url }: TemporaryRedis): Promise<void> {
  const connection = new Redis({ path: url });
  await connection.config('SET', 'appendfsync', 'always');
  connection.disconnect();
}
