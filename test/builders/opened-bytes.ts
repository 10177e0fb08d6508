import type { OpenedFile } from '#application/ports/opened-file';
import { sourceOf } from './byte-sources';

/** Bytes as an open file without a descriptor: for fakes, which look at the bytes themselves. */
export function openedBytes(content: Uint8Array): OpenedFile {
  return { descriptor: -1, source: sourceOf(content), close: () => Promise.resolve() };
}
