import { open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

import { codeOf } from './system-error';

const ZEROS = Buffer.alloc(256 * 1024);

/**
 * Removes one name of a file; with the last one its content goes too, overwritten first when asked for. The name goes
 * before the content: nobody can find a file that is half overwritten. Resolves to whether there was such a name.
 */
export async function eraseFile(path: string, overwrite: boolean): Promise<boolean> {
  const file = await openIfThere(path);
  if (file === undefined) return false;
  try {
    await unlink(path);
    const { nlink, size } = await file.stat();
    if (overwrite && nlink === 0) await fillWithZeros(file, size);
    return true;
  } catch (error) {
    // Somebody else was first, and has seen to the content.
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  } finally {
    await file.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The whole content; on the disk when it resolves. The file must be open for writing. */
export async function fillWithZeros(file: FileHandle, size: number): Promise<void> {
  for (let offset = 0; offset < size;) {
    const { bytesWritten } = await file.write(ZEROS, 0, Math.min(ZEROS.length, size - offset), offset);
    offset += bytesWritten;
  }
  await file.datasync();
}
