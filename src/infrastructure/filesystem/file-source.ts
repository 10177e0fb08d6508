import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

import type { ByteSource } from '#domain/bytes/byte-source';

/** A file on disk, read where it is asked. */
export class FileSource implements ByteSource {
  private constructor(
    private readonly handle: FileHandle,
    readonly size: number,
  ) {}

  /** Opens the file while `use` needs it. */
  static async using<Result>(path: string, use: (source: FileSource) => Promise<Result>): Promise<Result> {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      return await use(new FileSource(handle, size));
    } finally {
      await handle.close();
    }
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, this.size - offset)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }
}
