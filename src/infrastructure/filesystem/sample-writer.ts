import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';

import type { ReceivedSample } from '#application/ports/sample-store.port';
import { HEAD_BYTES } from '#domain/bytes/head-bytes';
import { DomainError } from '#domain/shared/domain-error';
import { KB, MB } from '#domain/shared/quantities';
import { sha256 } from '#domain/shared/sha256';
import type { Reservation } from './free-space';
import { writeFault } from './write-fault';

/** Hashed in one go, about a millisecond; a larger chunk gives way to others in between. */
const SLICE_BYTES = 256 * KB;

const DIGESTS = ['md5', 'sha1', 'sha256'] as const;
export type Digest = (typeof DIGESTS)[number];

/** Writes one upload to its file, hashing and counting on the way. */
export class SampleWriter {
  private readonly hashes: ReadonlyMap<Digest, Hash>;
  private readonly head: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly maxBytes: number,
    private readonly reservation: Pick<Reservation, 'written'>,
    digests: readonly Digest[] = DIGESTS,
  ) {
    this.hashes = new Map(digests.map((name) => [name, createHash(name)]));
  }

  /** @throws DomainError `FILE_TOO_LARGE`, `INSUFFICIENT_STORAGE`. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.size + chunk.length > this.maxBytes) throw tooLarge(this.maxBytes);
    for (let start = 0; start < chunk.length; start += SLICE_BYTES) {
      if (start > 0) await setImmediate();
      await this.writeSlice(chunk.subarray(start, start + SLICE_BYTES));
    }
  }

  /** @throws DomainError `EMPTY_FILE`. */
  finish(): Omit<ReceivedSample, 'ticket'> {
    if (this.size === 0) {
      throw new DomainError('EMPTY_FILE', 'The file is empty.', { remediation: 'Send a file of at least one byte.' });
    }
    return {
      size: this.size,
      md5: this.digest('md5'),
      sha1: this.digest('sha1'),
      sha256: sha256(this.digest('sha256')),
      head: Buffer.concat(this.head),
    };
  }

  /** Bytes until now. */
  get bytes(): number {
    return this.size;
  }

  /** In hexadecimal digits; once, when all is written. @throws RangeError for one that was not asked for. */
  digest(name: Digest): string {
    const hash = this.hashes.get(name);
    if (hash === undefined) throw new RangeError(`${name} was not asked for`);
    return hash.digest('hex');
  }

  private async writeSlice(slice: Uint8Array): Promise<void> {
    // The disk works while this thread hashes.
    const writing = this.writeFully(slice);
    for (const hash of this.hashes.values()) hash.update(slice);
    const missing = HEAD_BYTES - this.size;
    if (missing > 0) this.head.push(Buffer.from(slice.subarray(0, missing)));
    await writing;
    this.size += slice.length;
    this.reservation.written(slice.length);
  }

  private async writeFully(slice: Uint8Array): Promise<void> {
    const start = this.size;
    for (let done = 0; done < slice.length;) {
      try {
        done += (await this.file.write(slice, done, slice.length - done, start + done)).bytesWritten;
      } catch (error) {
        throw writeFault(`Failed to write chunk at offset ${start + done}`, error);
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
