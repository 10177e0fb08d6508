import type { FileHandle } from 'node:fs/promises';

import { HEAD_BYTES } from '#domain/bytes/head-bytes';
import { DomainError } from '#domain/shared/domain-error';
import { KB, MB } from '#domain/shared/quantities';
import type { Reservation } from './free-space';
import { SliceMemory } from './slice-memory';
import type { Digest, Digests, StreamHash, StreamHasher } from './stream-hasher';
import { Hashes, OwnStreamHasher } from './stream-hasher';
import { writeFault } from './write-fault';

/** Of one upload, at most: while one is hashed and written, the other is filled. */
const MOST_SLICES = 2;
const SLICE_BYTES = 256 * KB;

/** By what uploads are hashed and in what memory, both of them shared by all. */
export class WritingMeans {
  constructor(
    readonly hasher: StreamHasher = new OwnStreamHasher(),
    readonly memory: SliceMemory = new SliceMemory(SLICE_BYTES),
  ) {}
}

export interface WrittenSample<Name extends Digest> {
  /** Bytes. */
  readonly size: number;
  readonly head: Uint8Array;
  readonly digests: Digests<Name>;
}

/**
 * Writes one upload to its file, hashing and counting on the way. Bytes are gathered in slices, each of which is hashed and written
 * while the next one is filled; what fits into one is hashed here and now.
 */
export class SampleWriter<Name extends Digest> {
  private readonly head: Buffer[] = [];
  private readonly underWay: Promise<void>[] = [];
  private hash: StreamHash<Name> | undefined;
  private slice: Uint8Array | undefined;
  /** Bytes of the slice. */
  private filled = 0;
  private sent = 0;
  private size = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly maxBytes: number,
    private readonly reservation: Pick<Reservation, 'written'>,
    private readonly names: readonly Name[],
    private readonly means = new WritingMeans(),
  ) {}

  /**
   * The chunk's memory is free when it resolves; its bytes may not be on the disk yet.
   * @throws DomainError `FILE_TOO_LARGE`, `INSUFFICIENT_STORAGE`, also of what was written before.
   */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.size + chunk.length > this.maxBytes) throw tooLarge(this.maxBytes);
    const missing = HEAD_BYTES - this.size;
    if (missing > 0) this.head.push(Buffer.from(chunk.subarray(0, missing)));
    this.size += chunk.length;
    for (let start = 0; start < chunk.length;) {
      const slice = (this.slice ??= await this.freeSlice());
      const part = chunk.subarray(start, start + slice.length - this.filled);
      slice.set(part, this.filled);
      this.filled += part.length;
      start += part.length;
      if (this.filled === slice.length) this.send(slice, (this.hash ??= this.means.hasher.begin(this.names)));
    }
  }

  /** Once; all is on the disk when it resolves. @throws what `write` throws. */
  async finish(): Promise<WrittenSample<Name>> {
    const { slice, hash, size } = this;
    if (hash === undefined) return { size, head: Buffer.concat(this.head), digests: await this.finishSmall(slice) };
    if (slice !== undefined) this.send(slice, hash);
    await this.settle(0);
    return { size, head: Buffer.concat(this.head), digests: await hash.finish() };
  }

  /** Instead of finishing, or when that has failed: nothing of ours uses the file any more when it resolves. */
  async abandon(): Promise<void> {
    this.hash?.abandon();
    await Promise.allSettled(this.underWay);
  }

  /** Bytes until now. */
  get bytes(): number {
    return this.size;
  }

  private async finishSmall(slice: Uint8Array | undefined): Promise<Digests<Name>> {
    const hashes = new Hashes(this.names);
    if (slice !== undefined) {
      this.send(slice, {
        update: (bytes) => {
          hashes.update(bytes);
          return Promise.resolve();
        },
      });
    }
    await this.settle(0);
    return hashes.digests();
  }

  private async freeSlice(): Promise<Uint8Array> {
    await this.settle(MOST_SLICES - 1);
    return this.means.memory.take();
  }

  /** Waits for the eldest until no more than so many are under way. */
  private async settle(most: number): Promise<void> {
    while (this.underWay.length > most) await this.underWay.shift();
  }

  private send(slice: Uint8Array, hash: Pick<StreamHash, 'update'>): void {
    const done = this.carryOut(slice, slice.subarray(0, this.filled), this.sent, hash);
    // Thrown where it is waited for.
    done.catch(() => undefined);
    this.underWay.push(done);
    this.sent += this.filled;
    this.slice = undefined;
    this.filled = 0;
  }

  /** Settles when nobody uses the slice any more. */
  private async carryOut(
    slice: Uint8Array,
    bytes: Uint8Array,
    offset: number,
    hash: Pick<StreamHash, 'update'>,
  ): Promise<void> {
    // The disk works while this thread hashes.
    const writing = this.writeFully(bytes, offset);
    const [written, hashed] = await Promise.allSettled([writing, hash.update(bytes)]);
    this.means.memory.giveBack(slice);
    if (written.status === 'rejected') throw written.reason;
    if (hashed.status === 'rejected') throw hashed.reason;
    this.reservation.written(bytes.length);
  }

  private async writeFully(bytes: Uint8Array, offset: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      try {
        done += (await this.file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
      } catch (error) {
        throw writeFault(`Failed to write chunk at offset ${offset + done}`, error);
      }
    }
  }
}

/** For what the client announces as well as for what it sends. */
export function tooLarge(maxBytes: number): DomainError {
  const limit = maxBytes % MB === 0 ? `${maxBytes / MB} MB` : `${maxBytes} bytes`;
  return new DomainError('FILE_TOO_LARGE', `The file is larger than ${limit}.`, {
    remediation: `Send a file of at most ${limit}.`,
  });
}
