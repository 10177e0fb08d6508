import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { SECOND_MS } from '#domain/shared/quantities';

/** The directory is locked by another redis-server. */
export class DataDirectoryBusy extends Error {
  override readonly name = 'DataDirectoryBusy';
}

const LOCKED = 75;
const NOT_FOUND = 127;
const TAIL_CHARACTERS = 2000;

// The lock is the redis-server's own: flock and setpriv become it by exec, it inherits the descriptor, and the kernel
// releases it with the process, however that ends. setpriv, where it is there, makes the kernel stop it with us.
const LAUNCH = `
command -v redis-server >/dev/null && command -v flock >/dev/null || exit ${NOT_FOUND}
lock=$1; shift
if setpriv --pdeathsig TERM true 2>/dev/null; then set -- setpriv --pdeathsig TERM "$@"; fi
exec flock --nonblock --no-fork --conflict-exit-code ${LOCKED} "$lock" "$@"`;

/** One running redis-server in a process group of its own, so that a terminal's Ctrl-C does not reach it. */
export class RedisProcess {
  private tail = '';
  private readonly exited: Promise<number | NodeJS.Signals>;
  private result: number | NodeJS.Signals | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly socketPath: string,
  ) {
    for (const output of [child.stdout, child.stderr]) {
      output?.setEncoding('utf8').on('data', (text: string) => {
        this.tail = (this.tail + text).slice(-TAIL_CHARACTERS);
      });
    }
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => {
        this.tail += error.message;
        resolve(NOT_FOUND);
      });
      // Not 'exit': the last words are read before 'close'.
      child.once('close', (code, signal) => {
        resolve(code ?? signal ?? 0);
      });
    });
    void this.exited.then((result) => (this.result = result));
  }

  static launch(lockFile: string, args: readonly string[], socketPath: string): RedisProcess {
    const child = spawn('/bin/sh', ['-c', LAUNCH, 'sh', lockFile, 'redis-server', ...args], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RedisProcess(child, socketPath);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves when it is gone, to what it said last. Never rejects. */
  async ended(): Promise<string> {
    const result = await this.exited;
    return `exit ${result}${this.tail === '' ? '' : `, it said last:\n${this.tail.trim()}`}`;
  }

  /** Resolves once it answers. @throws DataDirectoryBusy, or an Error that says why it does not run. */
  async ready(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await answers(this.socketPath, this.pid))) {
      if (this.result !== undefined) throw await this.fault();
      if (Date.now() > deadline) {
        await this.stop(0);
        throw new Error(`redis-server did not answer within ${timeoutMs / SECOND_MS} s: ${this.tail.trim()}`);
      }
      await delay(20);
    }
  }

  /** Lets it write what it has and end; kills it when that takes longer than `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    if (this.result !== undefined) return;
    this.child.kill('SIGTERM');
    const killing = setTimeout(() => this.child.kill('SIGKILL'), graceMs);
    await this.exited;
    clearTimeout(killing);
  }

  private async fault(): Promise<Error> {
    if (this.result === LOCKED) return new DataDirectoryBusy('The data directory is locked.');
    if (this.result === NOT_FOUND) {
      return new Error('redis-server (or flock) was not found: run docker/install-system-packages.sh');
    }
    return new Error(`redis-server did not start: ${await this.ended()}`);
  }
}

/** Whether the redis-server with that pid, not another one on the same path, answers and has read its data. */
async function answers(socketPath: string, pid: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath, () => socket.write('INFO\r\n'));
    let reply = '';
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => {
      finish(false);
    });
    socket.once('error', () => {
      finish(false);
    });
    socket.once('end', () => {
      finish(false);
    });
    socket.setEncoding('latin1').on('data', (text: string) => {
      reply += text;
      const loading = /^loading:([01])/m.exec(reply);
      if (loading !== null) finish(loading[1] === '0' && reply.includes(`\nprocess_id:${pid}\r`));
    });
  });
}
