import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import { codeOf } from './system-error';

/** Only for us. */
const MODE = 0o700;

/**
 * With those that it is in; nothing to do where it is there.
 * @throws the system's error. Node.js says `ENOENT` of a disk that is read-only: this says `EROFS`.
 */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: MODE });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeDirectory(dirname(path));
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: MODE });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
