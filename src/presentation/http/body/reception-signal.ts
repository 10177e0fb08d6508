import type { IncomingMessage } from 'node:http';

import { DomainError } from '#domain/shared/domain-error';
import { KB, SECOND_MS } from '#domain/shared/quantities';

/** How slow a client may be; the `server` section of the configuration is one. */
export interface ReceptionPace {
  /** Without a byte. */
  readonly requestIdleSeconds: number;
  /** After which the average counts. */
  readonly slowUploadSeconds: number;
  /** Average of all the time that was spent waiting for the client, in KB of 1024 bytes. */
  readonly minUploadKbPerSecond: number;
}

/** Watches what arrives of one body. */
class Reception {
  private readonly before: number;
  private seen: number;
  private idleMs = 0;
  private waitedMs = 0;
  private last = performance.now();

  constructor(
    private readonly request: IncomingMessage,
    private readonly pace: ReceptionPace,
  ) {
    this.before = this.seen = request.socket.bytesRead;
  }

  /** What is wrong now. */
  fault(): DomainError | undefined {
    const now = performance.now();
    const passed = now - this.last;
    this.last = now;
    const { bytesRead } = this.request.socket;
    // Bytes that nobody has fetched yet: it is we who are slow.
    const isOurs = this.request.readableLength > 0;
    this.idleMs = isOurs || bytesRead !== this.seen ? 0 : this.idleMs + passed;
    if (!isOurs) this.waitedMs += passed;
    this.seen = bytesRead;
    const { requestIdleSeconds, slowUploadSeconds, minUploadKbPerSecond } = this.pace;
    if (this.idleMs >= requestIdleSeconds * SECOND_MS) {
      return tooSlow(`Nothing of the body arrived for ${requestIdleSeconds} seconds.`);
    }
    const least = (minUploadKbPerSecond * KB * this.waitedMs) / SECOND_MS;
    return this.waitedMs > slowUploadSeconds * SECOND_MS && bytesRead - this.before < least
      ? tooSlow(`The body arrived at less than ${minUploadKbPerSecond} KB a second.`)
      : undefined;
  }
}

/** Aborts with `REQUEST_TIMEOUT` when the client stops sending or is too slow; call `release` when the body has been read. */
export function receptionSignal(
  request: IncomingMessage,
  pace: ReceptionPace,
): { signal: AbortSignal; release: () => void } {
  const late = new AbortController();
  const reception = new Reception(request, pace);
  const shortest = Math.min(pace.requestIdleSeconds, pace.slowUploadSeconds) * SECOND_MS;
  const timer = setInterval(
    () => {
      const fault = reception.fault();
      if (fault !== undefined) late.abort(fault);
    },
    Math.min(1000, shortest / 4),
  );
  timer.unref();
  return {
    signal: late.signal,
    release: () => {
      clearInterval(timer);
    },
  };
}

function tooSlow(message: string): DomainError {
  return new DomainError('REQUEST_TIMEOUT', message, {
    remediation: 'Send it again over a faster or steadier connection.',
  });
}
