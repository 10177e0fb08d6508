import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { answerOf } from '#client/answer-of';
import { validateKey } from '#client/generated/sdk.gen';
import { openClient } from '#client/open-client';
import { MINUTE_MS } from '#domain/shared/quantities';
import { StartError } from '../start-error';
import type { OwnDirectory } from './own-directory';
import type { OwnState } from './own-state';
import { beginOf, buildOf, readState } from './own-state';

/** What flock says when another process holds the lock. */
const HELD = 75;
const START_TIMEOUT_MS = 3 * MINUTE_MS;
const POLL_MS = 50;
const WORDS_SHOWN = 2000;

/** The service that the calls of one user share: started by the first of them, ends by itself when nobody asks. */
export class OwnService {
  /** Why nothing could be run. */
  private fault: string | undefined;

  constructor(
    private readonly directory: OwnDirectory,
    /** What is run: `node {program} --own-service`. */
    private readonly program: string,
    private readonly variables: Readonly<Record<string, string | undefined>>,
  ) {}

  /** The one that serves; absent where none does. */
  get running(): OwnState | undefined {
    return readState(this.directory.state);
  }

  /** Resolves once it answers; of several calls at once, one starts it. @throws StartError */
  async start(stop: AbortSignal, onStart: () => void): Promise<OwnState> {
    let launched: ChildProcess | undefined;
    const end = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < end) {
      const state = await this.usable();
      if (state !== undefined) return state;
      if (launched === undefined && this.running === undefined) {
        onStart();
        launched = this.launch();
      }
      // Where another call holds the lock, it starts it, or the last one ends just now: seen by what comes next.
      if (launched?.exitCode === HELD) launched = undefined;
      else if (launched !== undefined && (launched.exitCode ?? launched.signalCode ?? this.fault ?? null) !== null)
        break;
      await delay(POLL_MS, undefined, { signal: stop });
    }
    throw new StartError(`Your own service does not start:\n${this.lastWords()}\n${this.advice()}`);
  }

  /** Whether there was one. */
  async stop(): Promise<boolean> {
    const state = this.running;
    if (state !== undefined) await this.end(state);
    return state !== undefined;
  }

  /** One of another build is ended: it would answer as that did. */
  private async usable(): Promise<OwnState | undefined> {
    const state = this.running;
    if (state === undefined) return undefined;
    if (state.build === buildOf(this.program)) return (await answers(state)) ? state : undefined;
    await this.end(state);
    return undefined;
  }

  private async end({ pid, began }: OwnState): Promise<void> {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // Another call has ended it just now: looked for below.
    }
    const end = Date.now() + MINUTE_MS;
    while (beginOf(pid) === began) {
      if (Date.now() > end) throw new StartError(`The service of process ${pid} does not end.`);
      await delay(POLL_MS);
    }
  }

  /** The kernel gives the lock to one process, and takes it back when that ends, however it ends. */
  private launch(): ChildProcess {
    // Whoever gets the lock begins it anew; what another one writes there stays.
    const log = openSync(this.directory.log, 'a', 0o600);
    const flock = ['--nonblock', '--conflict-exit-code', String(HELD), '--no-fork', this.directory.lock];
    const child = spawn('flock', [...flock, process.execPath, this.program, '--own-service', this.directory.path], {
      cwd: this.directory.path,
      detached: true,
      env: this.variables,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.once('error', (error) => {
      this.fault = error.message;
    });
    child.unref();
    return child;
  }

  /** What it needs of the system; a package of npm cannot bring it. */
  private advice(): string {
    const installer = join(dirname(this.program), '../docker/install-system-packages.sh');
    return `It needs flock (util-linux), redis-server and, to read code, radare2: on Debian ${installer} installs them.\nOr name a service that runs elsewhere by --server.`;
  }

  private lastWords(): string {
    return this.fault ?? readFileSync(this.directory.log, 'utf8').slice(-WORDS_SHOWN).trim();
  }
}

async function answers({ url, key }: OwnState): Promise<boolean> {
  try {
    await answerOf(validateKey({ client: openClient(url, key) }));
    return true;
  } catch {
    return false;
  }
}
