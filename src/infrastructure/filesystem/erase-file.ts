import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, rm, unlink } from 'node:fs/promises';

import { KB } from '#domain/shared/quantities';
import { codeOf } from './system-error';

const ZEROS = Buffer.alloc(256 * KB);

const { O_RDWR, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;

/** What is there is none of our files: a link, a directory, a socket, or one that we may not write to. */
const NOT_OURS = ['ELOOP', 'EISDIR', 'ENXIO', 'EACCES', 'EPERM'];

/**
 * Removes one name of a file; with the last one its content goes too, overwritten first when asked for. The name goes
 * before the content: nobody can find a file that is half overwritten. Whatever else has taken the name goes as well, a link
 * without what it leads to. Resolves to whether there was such a name.
 */
export async function eraseFile(path: string, overwrite: boolean): Promise<boolean> {
  try {
    const file = await openOurs(path);
    if (file === undefined) await rm(path, { recursive: true });
    else await eraseOpened(path, file, overwrite);
    return true;
  } catch (error) {
    // It is not there, or somebody else was first, and has seen to the content.
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function openOurs(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  } catch (error) {
    if (NOT_OURS.includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

async function eraseOpened(path: string, file: FileHandle, overwrite: boolean): Promise<void> {
  try {
    await unlink(path);
    const stats = await file.stat();
    if (overwrite && stats.isFile() && stats.nlink === 0) await fillWithZeros(file, stats.size);
  } finally {
    await file.close();
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
