import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { ContentRequest, FileContent } from '#infrastructure/headers/read-content';
import type { PortableError } from './portable-error';
import { revived } from './portable-error';
import { brokenBy } from './thread-fault';

export type FromContentThread =
  { readonly kind: 'read'; readonly content: FileContent } | { readonly kind: 'failed'; readonly error: PortableError };

/** Our readers keep tables and signs of a file, a part of its size. */
const HEAP_MB = 1024;

const PROGRAM = join(__dirname, `content-thread${extname(__filename)}`);

export interface ContentThreadProgram {
  readonly program: string;
  /** Empty: those of the thread, or of the process, that starts it. */
  readonly nodeArguments: readonly string[];
  readonly heapMb: number;
}

interface PendingRead {
  readonly resolve: (content: FileContent) => void;
  readonly reject: (error: Error) => void;
}

/** Reads the bytes of one file after the other in a thread of its own, which is there from the first one on. */
export class ContentThread {
  private worker: Worker | undefined;
  private pending: PendingRead | undefined;

  private readonly program: ContentThreadProgram;

  constructor(program: Partial<ContentThreadProgram> = {}) {
    this.program = { program: PROGRAM, nodeArguments: [], heapMb: HEAP_MB, ...program };
  }

  /**
   * One at a time. A thread that nobody waits for any more is ended, whatever it does; a later file gets a new one.
   * @throws what reading throws, and the signal's reason when it aborts.
   */
  async read(request: ContentRequest, signal: AbortSignal): Promise<FileContent> {
    if (this.pending !== undefined) throw new Error('The thread that reads contents is busy');
    signal.throwIfAborted();
    const worker = (this.worker ??= this.start());
    const abort = (): void => {
      this.endBy(worker, signal.reason as Error);
    };
    signal.addEventListener('abort', abort);
    try {
      return await new Promise((resolve, reject) => {
        this.pending = { resolve, reject };
        worker.postMessage(request);
      });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Idempotent; resolves once it is gone. */
  async end(): Promise<void> {
    const { worker } = this;
    if (worker === undefined) return;
    this.endBy(worker, new Error('The thread that reads contents was stopped'));
    await worker.terminate();
  }

  private start(): Worker {
    const { program, nodeArguments, heapMb } = this.program;
    const worker = new Worker(program, {
      ...(nodeArguments.length > 0 && { execArgv: [...nodeArguments] }),
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    worker.on('message', (said: FromContentThread) => {
      if (worker !== this.worker) return;
      if (said.kind === 'read') this.take()?.resolve(said.content);
      else this.take()?.reject(revived(said.error));
    });
    worker.on('error', (error) => {
      this.endBy(worker, brokenBy(error, heapMb));
    });
    worker.on('exit', () => {
      this.endBy(worker, new Error('The thread that reads contents ended by itself'));
    });
    return worker;
  }

  private endBy(worker: Worker, error: Error): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    void worker.terminate();
    this.take()?.reject(error);
  }

  private take(): PendingRead | undefined {
    const { pending } = this;
    this.pending = undefined;
    return pending;
  }
}
