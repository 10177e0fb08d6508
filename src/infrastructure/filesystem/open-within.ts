import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, readlink, realpath } from 'node:fs/promises';

import { DomainError } from '#domain/shared/domain-error';
import { codeOf } from './system-error';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;

/** A regular file below a directory, held open. */
export interface FileWithin {
  readonly handle: FileHandle;
  readonly stats: Stats;
}

/**
 * Opens what is below a directory. Links are followed as long as they stay within; what is returned was checked after it was opened: no
 * race between.
 *
 * @param base canonical, as `realpath` has it
 * @throws DomainError `NOT_FOUND`; `FORBIDDEN` outside of it and for what we may not read ourselves; `INVALID_OPTION` for what is no
 *   regular file.
 */
export async function openWithin(base: string, path: string): Promise<FileWithin> {
  try {
    const target = await realpath(path);
    if (!isWithin(target, base)) throw outside();
    return await hold(target, base);
  } catch (error) {
    throw asRefusal(error);
  }
}

export function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}

/** Where the path leads may have changed since: what counts is what has been opened. */
async function hold(target: string, base: string): Promise<FileWithin> {
  const handle = await open(target, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  try {
    if (!isWithin(await readlink(`/proc/self/fd/${handle.fd}`), base)) throw outside();
    const stats = await handle.stat();
    if (!stats.isFile()) throw notRegular();
    return { handle, stats };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function asRefusal(error: unknown): unknown {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new DomainError('NOT_FOUND', 'File not found', { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'ELOOP': // links in a circle, or a link where there was a file a moment ago
      return outside(error);
    case 'ENAMETOOLONG':
      return new DomainError('INVALID_OPTION', 'Invalid path', { details: 'The path is too long', cause: error });
    case 'ERR_INVALID_ARG_VALUE': // a NUL in it
      return new DomainError('INVALID_OPTION', 'Invalid path', {
        details: 'The path has a NUL character',
        cause: error,
      });
    case 'ENXIO': // a socket, or a device that is not there
      return notRegular(error);
    case undefined:
    default:
      return error;
  }
}

function outside(cause?: unknown): DomainError {
  return new DomainError('FORBIDDEN', 'Access denied', { cause });
}

function notRegular(cause?: unknown): DomainError {
  return new DomainError('INVALID_OPTION', 'Not a regular file', {
    details: 'Directories, devices, pipes and sockets are not identified',
    cause,
  });
}
