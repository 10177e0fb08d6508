import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file under a data directory but Redis's own, relative to it. */
export async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .filter((path) => !path.startsWith('redis/'));
}
