import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { PieceEncoder } from '#infrastructure/packing/piece-encoder';
import type { ContentRequest, FileContent } from '#infrastructure/readers/read-content';
import { ownMemoryOf } from './own-memory';
import type { PortableError } from './portable-error';
import { revived } from './portable-error';
import { brokenBy } from './thread-fault';

export type ToSecondThread =
  | { readonly kind: 'read'; readonly request: ContentRequest }
  | { readonly kind: 'encode'; readonly plains: readonly Uint8Array[]; readonly compression: boolean };

/** One for each order, in their order. */
export type FromSecondThread =
  { readonly kind: 'done'; readonly result: unknown } | { readonly kind: 'failed'; readonly error: PortableError };

/** Our readers keep tables and signs of a file, a part of its size. */
const HEAP_MB = 1024;

const PROGRAM = join(__dirname, `second-thread${extname(__filename)}`);

export interface SecondThreadProgram {
  readonly program: string;
  /** Empty: those of the thread, or of the process, that starts it. */
  readonly nodeArguments: readonly string[];
  readonly heapMb: number;
}

interface PendingOrder {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Takes work off an analysis thread that needs much time and few words; it is there from the first order on. */
export class SecondThread {
  private readonly program: SecondThreadProgram;
  private worker: Worker | undefined;
  private pending: PendingOrder[] = [];

  constructor(program: Partial<SecondThreadProgram> = {}) {
    this.program = { program: PROGRAM, nodeArguments: [], heapMb: HEAP_MB, ...program };
  }

  /**
   * When nobody waits for it any more, the thread is ended, whatever it does; a later order gets a new one.
   * @throws what reading throws, and the signal's reason when it aborts.
   */
  async read(request: ContentRequest, signal: AbortSignal): Promise<FileContent> {
    signal.throwIfAborted();
    const abort = (): void => {
      void this.fail(signal.reason as Error);
    };
    signal.addEventListener('abort', abort);
    try {
      return (await this.order({ kind: 'read', request })) as FileContent;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** What it is given is gone afterwards. */
  encoder(compression: boolean): PieceEncoder {
    return async (plains) =>
      (await this.order({ kind: 'encode', plains, compression }, ownMemoryOf(plains))) as readonly Uint8Array[];
  }

  /** Idempotent; resolves once it is gone. */
  async end(): Promise<void> {
    await this.fail(new Error('The second thread was stopped'));
  }

  private order(order: ToSecondThread, memory: ArrayBuffer[] = []): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.worker ??= this.start();
      this.pending.push({ resolve, reject });
      this.worker.postMessage(order, memory);
    });
  }

  private start(): Worker {
    const { program, nodeArguments, heapMb } = this.program;
    const worker = new Worker(program, {
      ...(nodeArguments.length > 0 && { execArgv: [...nodeArguments] }),
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    const isCurrent = (): boolean => worker === this.worker;
    worker.on('message', (said: FromSecondThread) => {
      if (!isCurrent()) return;
      const pending = this.pending.shift();
      if (said.kind === 'done') pending?.resolve(said.result);
      else pending?.reject(revived(said.error));
    });
    worker.on('error', (error) => {
      if (isCurrent()) void this.fail(brokenBy(error, heapMb));
    });
    worker.on('exit', () => {
      if (isCurrent()) void this.fail(new Error('The second thread ended by itself'));
    });
    return worker;
  }

  /** Ends the thread, and all that it was told. */
  private async fail(error: Error): Promise<void> {
    const { worker, pending } = this;
    this.worker = undefined;
    this.pending = [];
    for (const { reject } of pending) reject(error);
    await worker?.terminate();
  }
}
