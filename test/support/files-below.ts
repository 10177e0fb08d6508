import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const TRIES = 50;

/** Every file under a data directory but Redis's own, relative to it. */
export async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await entriesBelow(directory);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .filter((path) => !path.startsWith('redis/'));
}

/** Directories of samples come and go while they are read. */
async function entriesBelow(directory: string): Promise<readonly Dirent[]> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await readdir(directory, { recursive: true, withFileTypes: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left === 0) throw error;
    }
  }
}
