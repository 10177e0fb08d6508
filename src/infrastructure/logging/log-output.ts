import { write, writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** Characters that are worth a write of their own. */
const ENOUGH = 4096;
const LONGEST_UNWRITTEN_MS = 100;
/** A reader that is slow: until it is asked again, and how long it gets when the process ends. */
const AGAIN_MS = 50;
const LAST_MS = 1000;

/** Of the process: a handful. */
const outputs: LogOutput[] = [];

const wake = new Int32Array(new SharedArrayBuffer(4));

/**
 * Lines for a descriptor of the process, many in one write and none of them in the way of a request: a reader that is slow holds up
 * nobody, and waking one for every line would cost more than the line. What is left is written when the process ends.
 *
 * A log that cannot be written neither ends the process nor keeps it. What a full disk refuses is lost, what comes later is tried;
 * without a reader nothing is. (pino's own destination dies of the one, and at its end waits for the other for ever.)
 */
export class LogOutput implements DestinationStream {
  private waiting = '';
  /** What is being written, or was refused by a reader that is slow. */
  private piece: Buffer | undefined;
  private isUnderWay = false;
  private isGone = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly descriptor: number) {
    if (outputs.length === 0) process.once('exit', finish);
    outputs.push(this);
  }

  write(line: string): void {
    if (this.isGone) return;
    this.waiting += line;
    if (this.waiting.length >= ENOUGH) this.begin();
    else this.later(LONGEST_UNWRITTEN_MS);
  }

  /** All of it, before it returns; but what is under way already, which the system has. Never throws. */
  flushSync(): void {
    let left = Buffer.concat([
      this.piece === undefined || this.isUnderWay ? Buffer.alloc(0) : this.piece,
      Buffer.from(this.waiting),
    ]);
    if (!this.isUnderWay) this.piece = undefined;
    this.waiting = '';
    const until = performance.now() + LAST_MS;
    while (left.length > 0 && !this.isGone) {
      try {
        left = left.subarray(writeSync(this.descriptor, left));
      } catch (error) {
        if (!isSlow(error) || performance.now() > until) return;
        Atomics.wait(wake, 0, 0, AGAIN_MS);
      }
    }
  }

  private later(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.begin();
    }, milliseconds).unref();
  }

  private begin(): void {
    if (this.isUnderWay) return;
    if (this.piece === undefined) {
      if (this.waiting === '') return;
      this.piece = Buffer.from(this.waiting);
      this.waiting = '';
    }
    this.isUnderWay = true;
    const { piece } = this;
    write(this.descriptor, piece, (error, written) => {
      this.isUnderWay = false;
      this.goOn(piece, error, written);
    });
  }

  private goOn(piece: Buffer, error: NodeJS.ErrnoException | null, written: number): void {
    if (isSlow(error)) {
      this.later(AGAIN_MS);
      return;
    }
    this.isGone = error?.code === 'EPIPE';
    this.piece = error === null && written < piece.length ? piece.subarray(written) : undefined;
    if (this.isGone) this.waiting = '';
    else if (this.piece !== undefined || this.waiting.length >= ENOUGH) this.begin();
    else if (this.waiting !== '') this.later(LONGEST_UNWRITTEN_MS);
  }
}

function finish(): void {
  for (const output of outputs) output.flushSync();
}

function isSlow(error: unknown): boolean {
  const { code } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return code === 'EAGAIN' || code === 'EBUSY';
}
