import type { Readable, Writable } from 'node:stream';

import type { ProcessEnd } from '#infrastructure/sandbox/confined-process';
import { NulFrames } from './nul-frames';
import { Radare2Crash, Radare2Deadline, Radare2OutputLimit } from './radare2.errors';
import type { Radare2Command } from './radare2-command';

/** Opening prints nothing but this one NUL. */
const OPENING = 'open';

export interface CommandLimits {
  /** Milliseconds from now on. */
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

export interface SessionOpening extends CommandLimits {
  /** Milliseconds that no command may take, whatever its own deadline; absent: any. */
  readonly commandMs?: number;
}

/** What a session needs of the process that it talks to. */
export interface PipedProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles once the process, and all that shares its pipes, is gone. */
  readonly ended: Promise<ProcessEnd>;
  kill(): void;
}

interface PendingAnswer {
  readonly name: string;
  readonly limits: CommandLimits;
  readonly resolve: (answer: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One radare2 that answers one command after the other over its pipes. A breach of a limit, an abort or a crash ends the
 * session for good: its process group is killed, and the command under way and all later ones are rejected with the reason.
 */
export class Radare2Session {
  private readonly frames = new NulFrames();
  private pending: PendingAnswer | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failure: Error | undefined;

  private constructor(
    private readonly process: PipedProcess,
    private readonly signal: AbortSignal,
    /** Milliseconds that no command may take; `Infinity` where only its own deadline counts. */
    readonly commandMs: number,
  ) {
    process.stdout.on('data', (chunk: Buffer) => {
      this.receive(chunk);
    });
    void process.ended.then((end) => {
      this.fail(new Radare2Crash(this.pending?.name ?? 'idle', end));
    });
    signal.addEventListener('abort', this.abort);
    if (signal.aborted) this.abort();
  }

  /** Waits until the file is loaded. After a rejection the process is gone. */
  static async open(process: PipedProcess, limits: SessionOpening, signal: AbortSignal): Promise<Radare2Session> {
    const session = new Radare2Session(process, signal, limits.commandMs ?? Infinity);
    try {
      await session.answerTo(OPENING, limits);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  /** The bytes that the command prints. @throws Radare2Crash, Radare2Deadline, Radare2OutputLimit, or the signal's reason. */
  run(command: Radare2Command, limits: CommandLimits): Promise<Buffer> {
    const answer = this.answerTo(command, limits);
    if (this.failure === undefined) this.process.stdin.write(`${command}\n`);
    return answer;
  }

  /**
   * Idempotent; resolves once the whole process group is gone. It is killed, for nothing that radare2 has is worth keeping: asked
   * to quit it would first give back all its memory piece by piece, which takes longer than loading a small file.
   */
  async close(): Promise<ProcessEnd> {
    this.signal.removeEventListener('abort', this.abort);
    this.fail(new Error('The session is closed'));
    return this.process.ended;
  }

  private answerTo(name: string, limits: CommandLimits): Promise<Buffer> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (this.pending !== undefined) throw new Error(`"${this.pending.name}" is still under way`);
    return new Promise((resolve, reject) => {
      this.pending = { name, limits, resolve, reject };
      const { commandMs } = this;
      const deadlineMs = Math.max(0, Math.min(limits.deadlineMs, commandMs));
      this.timer = setTimeout(() => {
        this.fail(new Radare2Deadline(name, deadlineMs, commandMs < limits.deadlineMs));
      }, deadlineMs);
    });
  }

  private receive(chunk: Buffer): void {
    if (this.failure !== undefined) return;
    const [answer, ...more] = this.frames.push(chunk);
    const { pending } = this;
    if (pending === undefined || more.length > 0 || (answer !== undefined && this.frames.pendingBytes > 0)) {
      this.fail(new Radare2Crash(pending?.name ?? 'idle', unasked));
      return;
    }
    if ((answer?.length ?? this.frames.pendingBytes) > pending.limits.maxBytes) {
      this.fail(new Radare2OutputLimit(pending.name, pending.limits.maxBytes));
      return;
    }
    if (answer !== undefined) this.take().resolve(answer);
  }

  private readonly abort = (): void => {
    this.fail(this.signal.reason instanceof Error ? this.signal.reason : new Error('The analysis was aborted'));
  };

  private fail(error: Error): void {
    if (this.failure === undefined) {
      this.failure = error;
      this.process.kill();
    }
    if (this.pending !== undefined) this.take().reject(this.failure);
  }

  private take(): PendingAnswer {
    const { pending } = this;
    if (pending === undefined) throw new Error('No command is under way');
    clearTimeout(this.timer);
    this.pending = undefined;
    return pending;
  }
}

/** How a radare2 that says more than it was asked is reported: it is not itself any more. */
const unasked: ProcessEnd = {
  code: undefined,
  signal: undefined,
  stderr: '',
  fault: new Error('it answered without being asked'),
};
