import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { eraseFile } from './erase-file';
import { codeOf } from './system-error';
import type { TemporaryFiles } from './temporary-files';

/** Deletes what was received, or last written to, before `before` (epoch milliseconds); resolves to how many. */
export async function sweepTemporaryFiles(files: TemporaryFiles, before: number, overwrite: boolean): Promise<number> {
  let deleted = 0;
  for (const name of await namesIn(files.directory)) {
    if (!files.isOurs(name)) continue;
    const changed = await changedAt(join(files.directory, name));
    if (changed === undefined || changed >= before) continue;
    if (await eraseFile(files.pathOf(name), overwrite)) deleted += 1;
  }
  return deleted;
}

/** Of a directory that may not be there. */
export async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Epoch milliseconds of the last write, or of the last link: a file that has just got a new holder is young. Of a link, its own. */
export async function changedAt(path: string): Promise<number | undefined> {
  try {
    return (await lstat(path)).ctimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
