import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

import { MB } from '#domain/shared/quantities';

/** Characters that are worth a write of their own. */
const ENOUGH = 4096;
const LONGEST_UNWRITTEN_MS = 100;
/** A reader that is slow: until it is asked again, and how long it gets when the process ends. */
const AGAIN_MS = 50;
const LAST_MS = 1000;
/** Characters that wait for a reader: what comes while there are more is lost. */
const MOST_WAITING = 8 * MB;
/** Of pino. */
const WARN = 40;

/** Of the process: a handful. */
const outputs: LogOutput[] = [];

const wake = new Int32Array(new SharedArrayBuffer(4));

/**
 * Lines for a descriptor of the process, many in one write and none of them in the way of a request: the reader of a pipe who is slow
 * holds up nobody, and waking one for every line would cost more than the line. What is left is written when the process ends.
 *
 * A log that cannot be written neither ends the process nor keeps it, nor fills its memory. What a full disk refuses is lost, what
 * comes later is tried; without a reader nothing is. (pino's own destination dies of the one, at its end waits for the other for ever,
 * and keeps all that is not read.)
 */
export class LogOutput implements DestinationStream {
  private readonly descriptor: number;
  private waiting = '';
  /** Of what waited before, what was not taken yet. */
  private left: Buffer = Buffer.alloc(0);
  /** Lines since the last that found room. */
  private lost = 0;
  private isGone = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(descriptor: number) {
    this.descriptor = withoutWaiting(descriptor);
    if (outputs.length === 0) process.once('exit', finish);
    outputs.push(this);
  }

  write(line: string): void {
    if (this.isGone) return;
    if (this.waiting.length + this.left.length >= MOST_WAITING) {
      this.lost += 1;
      return;
    }
    if (this.lost > 0) this.waiting += lostLine(this.lost);
    this.lost = 0;
    this.waiting += line;
    if (this.waiting.length < ENOUGH) this.later(LONGEST_UNWRITTEN_MS);
    else if (this.left.length === 0) this.send();
  }

  /** All of it, before it returns, unless its reader is slow for long. Never throws. */
  flushSync(): void {
    const until = performance.now() + LAST_MS;
    while (!this.send() && performance.now() < until) Atomics.wait(wake, 0, 0, AGAIN_MS);
  }

  private later(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.send();
    }, milliseconds).unref();
  }

  /** Whether nothing is left; otherwise it is tried again. */
  private send(): boolean {
    if (this.waiting !== '') {
      this.left = Buffer.concat([this.left, Buffer.from(this.waiting)]);
      this.waiting = '';
    }
    try {
      while (this.left.length > 0) this.left = this.left.subarray(writeSync(this.descriptor, this.left));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN' || code === 'EBUSY') {
        this.later(AGAIN_MS);
        return false;
      }
      this.isGone = code === 'EPIPE';
    }
    this.left = Buffer.alloc(0);
    return true;
  }
}

/** The same pipe, by a way of its own by which no write waits: whoever else has the pipe open is not concerned. */
function withoutWaiting(descriptor: number): number {
  try {
    if (!fstatSync(descriptor).isFIFO()) return descriptor;
    return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return descriptor;
  }
}

/** In the place of lines that found no room. */
function lostLine(count: number): string {
  const msg = `${count} lines of the log were lost: nobody read what came before`;
  return `${JSON.stringify({ level: WARN, time: new Date().toISOString(), msg })}\n`;
}

function finish(): void {
  for (const output of outputs) output.flushSync();
}
