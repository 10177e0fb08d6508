import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

import { closeOnExec } from './close-on-exec';
import type { Invocation } from './confined-program';

const STDERR_TAIL = 4096;
const PIPES = ['pipe', 'pipe', 'pipe'] as const;

/** Descriptors that a program may inherit, at their places, where its invocation wants them. */
export interface Inheritance {
  /** Closed here in every case, as the channel. */
  readonly filter?: number | undefined;
  readonly channel?: number | undefined;
  /** Stays open here. */
  readonly sample?: number | undefined;
}

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** The last 4 KB of its standard error, made valid UTF-8. */
  readonly stderr: string;
  /** Why it could not even be started. */
  readonly fault?: Error;
}

/** One confined program, the leader of a process group and session of its own. */
export class ConfinedProcess {
  /** Settles, never rejects, once it and all that shares its pipes is gone. */
  readonly ended: Promise<ProcessEnd>;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private stderrTail = Buffer.alloc(0);
  private fault: Error | undefined;
  private isGone = false;

  constructor(invocation: Invocation, { filter, channel, sample }: Inheritance = {}) {
    try {
      closeOnExec();
      this.child = spawn(invocation.file, invocation.args, {
        cwd: invocation.cwd,
        env: invocation.environment,
        detached: true,
        stdio: [...PIPES, ...inherited([filter, channel, invocation.inheritsSample ? sample : undefined])],
      }) as ChildProcessByStdio<Writable, Readable, Readable>;
    } finally {
      for (const descriptor of [filter, channel]) if (descriptor !== undefined) closeSync(descriptor);
    }
    this.child.stderr.on('data', (chunk: Buffer) => {
      this.stderrTail = Buffer.concat([this.stderrTail, chunk]).subarray(-STDERR_TAIL);
    });
    // A program that is gone does not read: how it ended says more than EPIPE does.
    this.child.stdin.on('error', () => undefined);
    this.ended = this.whenEnded();
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get stdin(): Writable {
    return this.child.stdin;
  }

  get stdout(): Readable {
    return this.child.stdout;
  }

  /** Idempotent: ends the whole group at once. Await `ended` to know that it is gone. */
  kill(): void {
    if (this.child.pid === undefined || this.isGone) return;
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    this.child.stdout.resume(); // whatever nobody reads would keep the pipe, and so `ended`, open
  }

  private whenEnded(): Promise<ProcessEnd> {
    return new Promise((resolve) => {
      this.child.once('error', (error) => {
        this.fault = error;
        if (this.child.pid === undefined) resolve(this.end(null, null));
      });
      // Whoever ended the leader, the machine short of memory for one, may have left members that keep the pipes open:
      // what bwrap has only begun to confine does not yet die with it.
      this.child.once('exit', () => {
        this.kill();
      });
      this.child.once('close', (code, signal) => {
        this.isGone = true;
        resolve(this.end(code, signal));
      });
    });
  }

  private end(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
    return {
      code: code ?? undefined,
      signal: signal ?? undefined,
      stderr: this.stderrTail.toString('utf8').trim(),
      ...(this.fault === undefined ? {} : { fault: this.fault }),
    };
  }
}

/** Each at its place; behind the last one there is nothing. */
function inherited(descriptors: readonly (number | undefined)[]): readonly (number | 'ignore')[] {
  const last = descriptors.findLastIndex((descriptor) => descriptor !== undefined);
  return descriptors.slice(0, last + 1).map((descriptor) => descriptor ?? 'ignore');
}
