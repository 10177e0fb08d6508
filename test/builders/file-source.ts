import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

import type { ByteSource } from '#domain/bytes/byte-source';
import { readBeyond } from '#domain/executables/pe/pe-file';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import type { ExecutableHeader } from '#domain/shared/executable-header';

/** Lends the file's bytes to `use` for as long as it takes. */
export async function withFile<Result>(path: string, use: (source: ByteSource) => Promise<Result>): Promise<Result> {
  const file = openSync(path, 'r');
  try {
    return await use({
      size: fstatSync(file).size,
      read: (offset, length) => {
        const bytes = new Uint8Array(length);
        return Promise.resolve(bytes.subarray(0, readSync(file, bytes, 0, length, offset)));
      },
    });
  } finally {
    closeSync(file);
  }
}

/** @throws Error when the source is no executable. */
export async function headerOf(source: ByteSource): Promise<ExecutableHeader> {
  const head = await source.read(0, 65_536);
  const verdict = readExecutableHeader(head, source.size, await readBeyond(source, head));
  if (verdict.outcome !== 'executable') throw new Error(`Not an executable: ${JSON.stringify(verdict)}`);
  return verdict.header;
}
