import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

import type { ByteSource } from '#domain/bytes/byte-source';

/** A file on disk for a thread that has nothing else to do: to hand a read to another thread takes as long as a small read. */
export class BlockingFileSource implements ByteSource {
  private constructor(
    private readonly descriptor: number,
    readonly size: number,
  ) {}

  /** Opens the file while `use` needs it. */
  static async using<Result>(path: string, use: (source: BlockingFileSource) => Promise<Result>): Promise<Result> {
    const descriptor = openSync(path, 'r');
    try {
      return await use(new BlockingFileSource(descriptor, fstatSync(descriptor).size));
    } finally {
      closeSync(descriptor);
    }
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return new Promise((resolve) => {
      resolve(this.readNow(offset, length));
    });
  }

  private readNow(offset: number, length: number): Uint8Array {
    const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, this.size - offset)));
    let filled = 0;
    while (filled < buffer.length) {
      const read = readSync(this.descriptor, buffer, filled, buffer.length - filled, offset + filled);
      if (read === 0) break;
      filled += read;
    }
    return buffer.subarray(0, filled);
  }
}
