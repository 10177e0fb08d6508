import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

import type { OpenedFile } from '#application/ports/opened-file';
import type { ByteSource } from '#domain/bytes/byte-source';

const { O_RDONLY, O_NOFOLLOW } = constants;

/** A file on a disk that is held by its handle. */
export class HeldFile implements OpenedFile, ByteSource {
  private closing: Promise<void> | undefined;

  constructor(
    private readonly handle: FileHandle,
    readonly size: number,
    private readonly release: (handle: FileHandle) => Promise<void> = (held) => held.close(),
  ) {}

  /** @throws what opening it throws. */
  static async open(path: string): Promise<HeldFile> {
    const handle = await open(path, O_RDONLY | O_NOFOLLOW);
    try {
      return new HeldFile(handle, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get descriptor(): number {
    return this.handle.fd;
  }

  get source(): ByteSource {
    return this;
  }

  /** Less than `length` where the file ends before, or has been cut short. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - offset)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  close(): Promise<void> {
    this.closing ??= this.release(this.handle);
    return this.closing;
  }
}
