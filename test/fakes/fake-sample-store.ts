import { createHash } from 'node:crypto';

import type { Clock } from '#application/ports/clock.port';
import type { OpenedFile } from '#application/ports/opened-file';
import type { ReceivedSample, ReceiveLimits } from '#application/ports/sample-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 } from '#domain/shared/sha256';
import { openedBytes } from '#test/builders/opened-bytes';
import { FakeClock } from './fake-clock';

interface Entry {
  readonly content: Uint8Array;
  readonly at: number;
}

/** Samples in memory; their paths lead nowhere, `contentAt` reads them. */
export class FakeSampleStore extends SampleStore {
  private readonly received = new Map<string, Entry>();
  private readonly kept = new Map<string, Entry & { readonly job: JobId }>();
  /** Bytes that may still be stored. */
  freeBytes = Number.POSITIVE_INFINITY;

  constructor(private readonly clock: Clock = new FakeClock()) {
    super();
  }

  /** Everything that is stored now. */
  get files(): readonly string[] {
    return [...this.received.keys(), ...this.kept.keys()];
  }

  contentAt(path: string): Uint8Array | undefined {
    return this.kept.get(path)?.content;
  }

  async receive(
    content: AsyncIterable<Uint8Array>,
    { maxBytes, declaredBytes = maxBytes }: ReceiveLimits,
    signal: AbortSignal,
  ): Promise<ReceivedSample> {
    if (declaredBytes > maxBytes) throw new DomainError('FILE_TOO_LARGE', `The file is larger than ${maxBytes} bytes.`);
    if (declaredBytes > this.freeBytes) throw new DomainError('INSUFFICIENT_STORAGE', 'There is not enough space.');
    const bytes = await collect(content, maxBytes, signal);
    if (bytes.length === 0) throw new DomainError('EMPTY_FILE', 'The file is empty.');
    const ticket = `ticket-${this.received.size}-${Math.random()}`;
    this.received.set(ticket, { content: bytes, at: this.clock.now() });
    const digest = (algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
    return {
      ticket,
      size: bytes.length,
      md5: digest('md5'),
      sha1: digest('sha1'),
      sha256: sha256(digest('sha256')),
      head: bytes.subarray(0, 65_536),
    };
  }

  async keep(sample: ReceivedSample, job: JobId): Promise<void> {
    await Promise.resolve();
    const entry = this.received.get(sample.ticket);
    if (entry === undefined) throw new Error(`There is no received sample ${sample.ticket}`);
    this.received.delete(sample.ticket);
    this.kept.set(pathOf(sample.sha256, job), { ...entry, job, at: this.clock.now() });
  }

  async open(sample: ReceivedSample): Promise<OpenedFile> {
    await Promise.resolve();
    const entry = this.received.get(sample.ticket);
    if (entry === undefined) throw new Error(`There is no received sample ${sample.ticket}`);
    return openedBytes(entry.content);
  }

  async discard(sample: ReceivedSample): Promise<void> {
    await Promise.resolve();
    this.received.delete(sample.ticket);
  }

  async takeBack(digest: Sha256, job: JobId): Promise<string | undefined> {
    await Promise.resolve();
    const path = pathOf(digest, job);
    const entry = this.kept.get(path);
    if (entry === undefined) return undefined;
    this.kept.delete(path);
    const ticket = `ticket-back-${job}`;
    this.received.set(ticket, { content: entry.content, at: this.clock.now() });
    return ticket;
  }

  async locate(digest: Sha256, job: JobId): Promise<string | undefined> {
    await Promise.resolve();
    const path = pathOf(digest, job);
    return this.kept.has(path) ? path : undefined;
  }

  letGo(): Promise<void> {
    return Promise.resolve();
  }

  async release(digest: Sha256, job: JobId): Promise<void> {
    await Promise.resolve();
    this.kept.delete(pathOf(digest, job));
  }

  async sweep(isNeeded: (job: JobId) => Promise<boolean>, olderThanMs: number): Promise<number> {
    const before = this.clock.now() - olderThanMs;
    const count = this.files.length;
    for (const [ticket, { at }] of this.received) if (at < before) this.received.delete(ticket);
    for (const [path, { at, job }] of this.kept) {
      if (at < before && !(await isNeeded(job))) this.kept.delete(path);
    }
    return count - this.files.length;
  }
}

function pathOf(digest: Sha256, job: JobId): string {
  return `/nowhere/samples/${digest}/${job}.bin`;
}

async function collect(content: AsyncIterable<Uint8Array>, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const aborted = rejectionOf(signal);
  const iterator = content[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([aborted.promise, iterator.next()]);
      if (next.done === true) return Buffer.concat(chunks);
      size += next.value.length;
      if (size > maxBytes) throw new DomainError('FILE_TOO_LARGE', `The file is larger than ${maxBytes} bytes.`);
      chunks.push(Uint8Array.from(next.value));
    }
  } finally {
    aborted.forget();
  }
}

function rejectionOf(signal: AbortSignal): { readonly promise: Promise<never>; readonly forget: () => void } {
  signal.throwIfAborted();
  let onAbort = (): void => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    onAbort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort);
  });
  return {
    promise,
    forget: () => {
      signal.removeEventListener('abort', onAbort);
    },
  };
}
