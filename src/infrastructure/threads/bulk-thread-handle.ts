import type { PieceEncoder } from '#infrastructure/packing/piece-encoder';
import type { ContentRequest, FileContent } from '#infrastructure/readers/read-content';
import { ownMemoryOf } from './own-memory';
import type { ThreadCode } from './thread-channel';
import { ThreadChannel } from './thread-channel';
import { brokenBy } from './thread-fault';

/** Answered in their order: a `FileContent`, or pieces. */
export type BulkOrder =
  | { readonly kind: 'read'; readonly request: ContentRequest }
  | { readonly kind: 'encode'; readonly plains: readonly Uint8Array[]; readonly compression: boolean };

/** Our readers keep tables and signs of a file, a part of its size. */
const HEAP_MB = 1024;

/**
 * Takes work off an analysis thread that needs much time and few words, all bytes and all pages; it is there from the first order
 * on.
 */
export class BulkThread {
  private readonly channel: ThreadChannel<BulkOrder>;

  constructor(code: ThreadCode, heapMb = HEAP_MB) {
    this.channel = new ThreadChannel(
      { ...code, heapMb },
      {
        refusalFor: (error) =>
          error === undefined ? new Error('The bulk thread ended by itself') : brokenBy(error, heapMb),
      },
    );
  }

  /**
   * When nobody waits for it any more, the thread is ended, whatever it does; a later order gets a new one.
   * @throws what reading throws, and the signal's reason when it aborts.
   */
  async read(request: ContentRequest, signal: AbortSignal): Promise<FileContent> {
    signal.throwIfAborted();
    const abort = (): void => {
      void this.channel.fail(signal.reason as Error);
    };
    signal.addEventListener('abort', abort);
    try {
      return (await this.channel.order({ kind: 'read', request }).answer) as FileContent;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** What it is given is gone afterwards. */
  encoder(compression: boolean): PieceEncoder {
    return async (plains) => {
      const { answer } = this.channel.order({ kind: 'encode', plains, compression }, ownMemoryOf(plains));
      return (await answer) as readonly Uint8Array[];
    };
  }

  /** Idempotent; resolves once it is gone. */
  async end(): Promise<void> {
    await this.channel.fail(new Error('The bulk thread was stopped'));
  }
}
