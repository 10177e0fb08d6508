import type { AnatomyOptions, FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import { readFileAnatomy } from '#domain/anatomy/read-file-anatomy';
import type { ByteSource } from '#domain/bytes/byte-source';
import { openExecutable } from '#domain/executables/open-executable';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { sourceOf } from './byte-sources';
import { headerOf } from './file-source';

/** @throws Error when the bytes are no executable. */
export async function anatomyOf(bytes: Uint8Array): Promise<FileAnatomy> {
  const source = sourceOf(bytes);
  return anatomyOfSource(source, await headerOf(source));
}

export async function anatomyOfSource(
  source: ByteSource,
  header: ExecutableHeader,
  options?: AnatomyOptions,
): Promise<FileAnatomy> {
  return readFileAnatomy({ source, header, file: await openExecutable(source, header) }, options);
}

/** Bytes that look compressed: the same ones at every call. */
export function noise(length: number): Uint8Array {
  let state = 0x2545_f491;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
