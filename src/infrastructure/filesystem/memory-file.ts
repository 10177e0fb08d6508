import { closeSync, fchmodSync, writeSync } from 'node:fs';

import type { OpenedFile } from '#application/ports/opened-file';
import type { ByteSource } from '#domain/bytes/byte-source';

/** Small content in an anonymous file of the kernel's memory: libmagic wants a file, and no disk need be touched for it. */
export class MemoryFile implements OpenedFile, ByteSource {
  private isOpen = true;

  /** @param descriptor of an empty anonymous file; closed here. */
  constructor(
    readonly descriptor: number,
    private readonly content: Uint8Array,
  ) {
    try {
      // libmagic takes a library that may be executed for a program; anonymous files may be.
      fchmodSync(descriptor, 0o600);
      for (let done = 0; done < content.length;)
        done += writeSync(descriptor, content, done, content.length - done, done);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  get source(): ByteSource {
    return this;
  }

  get size(): number {
    return this.content.length;
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return Promise.resolve(this.content.subarray(offset, offset + length));
  }

  close(): Promise<void> {
    if (this.isOpen) closeSync(this.descriptor);
    this.isOpen = false;
    return Promise.resolve();
  }
}
