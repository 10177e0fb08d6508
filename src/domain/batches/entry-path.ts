import type { FileName } from '#domain/shared/file-name';
import { fileName } from '#domain/shared/file-name';
import { tameText } from '#domain/shared/hostile-text';

/** Characters that are shown of a path in an archive. */
export const LONGEST_PATH = 512;
const LONGEST_NAME = 200;

/** A path in an archive as it is shown: a label, never a place on a disk. What would hide or reorder text is written out. */
export function entryPath(offered: string): string {
  return tameText(offered, LONGEST_PATH) || '(without a name)';
}

/** What the job of an entry is called: the end of its path. */
export function entryFileName(path: string): FileName {
  const last = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const name = tameText(last, LONGEST_NAME).trim();
  return fileName(/^[.\s]*$/.test(name) ? 'entry.bin' : name);
}
