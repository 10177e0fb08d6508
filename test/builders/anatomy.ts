import type { FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import { readFileAnatomy } from '#domain/anatomy/read-file-anatomy';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import { sourceOf } from './byte-sources';

/** @throws Error when the bytes are no executable. */
export function anatomyOf(bytes: Uint8Array): Promise<FileAnatomy> {
  const verdict = readExecutableHeader(bytes.subarray(0, 65_536), bytes.length);
  if (verdict.outcome !== 'executable') throw new Error(`Not an executable: ${JSON.stringify(verdict)}`);
  return readFileAnatomy(sourceOf(bytes), verdict.header);
}

/** Bytes that look compressed: the same ones at every call. */
export function noise(length: number): Uint8Array {
  let state = 0x2545_f491;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
