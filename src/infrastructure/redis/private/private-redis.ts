import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';

import { MINUTE_MS } from '#domain/shared/quantities';
import type { DataDirectoryHolder } from './data-directory-holder';
import { holderOf, PID_FILE, processTitle } from './data-directory-holder';
import { DataDirectoryBusy, RedisProcess } from './redis-process';

const SOCKET_FILE = 'redis.sock';
const LOCK_FILE = 'lock';
/** The kernel's limit for the path of a unix socket, less the closing zero. */
const MAX_SOCKET_PATH_BYTES = 107;
/** Reading a large append-only file takes its time. */
const READY_TIMEOUT_MS = 2 * MINUTE_MS;
const STOP_GRACE_MS = 10_000;
const TAKE_OVER_TIMEOUT_MS = 15_000;
const RESTART_DELAY_MS = 1000;

/**
 * The redis-server of a small set-up: on a unix socket only, its data in `{dataDir}/redis`, started and stopped with the
 * process that owns the data directory. One that outlived its parent is stopped, one that dies is started again.
 */
export class PrivateRedis {
  private readonly logger = new Logger(PrivateRedis.name);
  private stopping = false;
  private readonly supervision: Promise<void>;

  private constructor(
    private readonly directory: string,
    private readonly socketPath: string,
    private process: RedisProcess,
  ) {
    this.supervision = this.supervise();
  }

  /**
   * Resolves once it answers.
   * @throws Error when redis-server is not installed, does not start, or another process owns the data directory.
   */
  static async start(dataDir: string): Promise<PrivateRedis> {
    const wanted = join(dataDir, 'redis');
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    const directory = await realpath(wanted);
    const socketPath = await socketIn(directory);
    try {
      return new PrivateRedis(directory, socketPath, await launchAlone(directory, socketPath));
    } catch (error) {
      await removeOutside(directory, socketPath);
      throw error;
    }
  }

  /** For `redis.url`. */
  get url(): string {
    return this.socketPath;
  }

  /** Of the redis-server that runs now. */
  get pid(): number {
    return this.process.pid;
  }

  /** Idempotent: everything is on disk and the socket is gone when it resolves. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.process.stop(STOP_GRACE_MS);
    await this.supervision;
    await this.process.stop(STOP_GRACE_MS);
    await removeOutside(this.directory, this.socketPath);
  }

  private async supervise(): Promise<void> {
    for (;;) {
      const lastWords = await this.process.ended();
      if (this.hasStopped()) return;
      this.logger.error(`The private redis-server died and is started again: ${lastWords}`);
      await this.restart();
      if (this.hasStopped()) return;
    }
  }

  private async restart(): Promise<void> {
    while (!this.hasStopped()) {
      try {
        this.process = await launchAlone(this.directory, this.socketPath);
        return;
      } catch (error) {
        this.logger.error('Failed to start the private redis-server again', error);
        await delay(RESTART_DELAY_MS);
      }
    }
  }

  /** A method, since the compiler believes that a field does not change while this waits. */
  private hasStopped(): boolean {
    return this.stopping;
  }
}

async function socketIn(directory: string): Promise<string> {
  const inside = join(directory, SOCKET_FILE);
  if (Buffer.byteLength(inside) <= MAX_SOCKET_PATH_BYTES) return inside;
  const outside = join(await mkdtemp(join(tmpdir(), 'bin2nlp-')), SOCKET_FILE);
  if (Buffer.byteLength(outside) <= MAX_SOCKET_PATH_BYTES) return outside;
  await removeOutside(directory, outside);
  throw new Error(`The paths of the data directory and of ${tmpdir()} are too long for a unix socket.`);
}

/** A socket in the data directory is redis-server's own to remove: by now it may be another one's. */
async function removeOutside(directory: string, socketPath: string): Promise<void> {
  if (dirname(socketPath) !== directory) await rm(dirname(socketPath), { recursive: true, force: true });
}

/** Starts it; when the directory is taken, waits for a leftover of ours to end and refuses for anybody else's. */
async function launchAlone(directory: string, socketPath: string): Promise<RedisProcess> {
  const title = await processTitle();
  const deadline = Date.now() + TAKE_OVER_TIMEOUT_MS;
  const asked = new Set<number>();
  for (;;) {
    const redis = RedisProcess.launch(
      join(directory, LOCK_FILE),
      serverArguments(directory, socketPath, title),
      socketPath,
    );
    try {
      await redis.ready(READY_TIMEOUT_MS);
      return redis;
    } catch (error) {
      if (!(error instanceof DataDirectoryBusy)) throw error;
    }
    const holder = await holderOf(directory);
    if (holder?.parentAlive === true || Date.now() > deadline) throw refusal(directory, holder);
    // An unknown holder may be one that has just begun or is about to end: look again.
    if (holder !== undefined) askToEnd(holder.redisPid, asked);
    await delay(100);
  }
}

function refusal(directory: string, holder: DataDirectoryHolder | undefined): Error {
  const who =
    holder === undefined ? 'another process' : `process ${holder.parentPid} (its redis-server: ${holder.redisPid})`;
  return new Error(
    `The data directory ${dirname(directory)} is in use by ${who}. Stop that one, or give this one a data directory of its own.`,
  );
}

/** SIGTERM once: it writes its data before it ends. */
function askToEnd(pid: number, asked: Set<number>): void {
  if (asked.has(pid)) return;
  asked.add(pid);
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function serverArguments(directory: string, socketPath: string, title: string): readonly string[] {
  const settings = {
    port: '0',
    unixsocket: socketPath,
    unixsocketperm: '700',
    dir: directory,
    pidfile: join(directory, PID_FILE),
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
    supervised: 'no',
    loglevel: 'warning',
    'proc-title-template': title,
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}
