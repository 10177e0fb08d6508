import type { OnApplicationShutdown } from '@nestjs/common';

import type { Digest, Digests, StreamHash } from '#infrastructure/filesystem/stream-hasher';
import { StreamHasher } from '#infrastructure/filesystem/stream-hasher';
import type { ThreadCode } from '#infrastructure/threads/thread-channel';
import { ThreadChannel } from '#infrastructure/threads/thread-channel';
import type { DigestOrder } from './digest-thread-program';

/** What it hashes lies outside its heap. */
const HEAP_MB = 64;
const YOUNG_HEAP_MB = 2;

/**
 * Hashes streams in a thread of its own, which is there from the first one on: what comes in is then received and hashed at the same
 * time. When the thread breaks, the streams that it has begun are refused, and the next one gets a new thread.
 */
export class DigestThread extends StreamHasher implements OnApplicationShutdown {
  private readonly channel: ThreadChannel<DigestOrder>;
  private last = 0;

  constructor(code: ThreadCode) {
    super();
    this.channel = new ThreadChannel(
      { ...code, heapMb: HEAP_MB, youngHeapMb: YOUNG_HEAP_MB, isBackground: true },
      { refusalFor: (error) => new Error('The digest thread broke', { cause: error }) },
    );
  }

  begin<Name extends Digest>(names: readonly Name[]): StreamHash<Name> {
    const stream = (this.last += 1);
    let isOpen = true;
    // Whoever asks first of what follows gets to know why.
    this.order({ kind: 'begin', stream, names }).catch(() => undefined);
    return {
      update: async (bytes) => {
        await this.order({ kind: 'update', stream, bytes });
      },
      finish: async () => {
        isOpen = false;
        return (await this.order({ kind: 'finish', stream })) as Digests<Name>;
      },
      abandon: () => {
        if (isOpen && this.channel.isStarted) this.order({ kind: 'abandon', stream }).catch(() => undefined);
        isOpen = false;
      },
    };
  }

  /** Idempotent; resolves once it is gone. */
  async end(): Promise<void> {
    await this.channel.end();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end();
  }

  private order(order: DigestOrder): Promise<unknown> {
    return this.channel.order(order).answer;
  }
}
