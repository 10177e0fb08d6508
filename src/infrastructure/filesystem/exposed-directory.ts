import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readlink, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';

import type { ExposedFile } from '#application/ports/exposed-files.port';
import { ExposedFiles } from '#application/ports/exposed-files.port';
import { AppConfig } from '#config/app-config';
import type { RelativePath } from '#domain/identification/relative-path';
import { DomainError } from '#domain/shared/domain-error';
import { HeldFile } from './held-file';
import { codeOf } from './system-error';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;
const PERMISSIONS = 0o7777;
/** What the service keeps for itself under its data directory. */
const OWN = ['tmp', 'samples', 'redis'];

/** `magic.base_dir`, or `{dataDir}/files`. */
@Injectable()
export class ExposedDirectory extends ExposedFiles {
  private readonly configured: string;
  private readonly dataDir: string;
  private canonical: Promise<string> | undefined;

  constructor({ magic, storage }: AppConfig) {
    super();
    this.dataDir = resolve(storage.dataDir);
    this.configured = magic.baseDir === '' ? join(this.dataDir, 'files') : resolve(magic.baseDir);
  }

  /** At the start: makes it where it is missing. @throws Error when it overlaps what the service keeps for itself. */
  prepare(): Promise<string> {
    this.canonical ??= this.check();
    return this.canonical;
  }

  async open(path: RelativePath): Promise<ExposedFile> {
    const base = await this.prepare();
    try {
      const target = await realpath(join(base, path));
      if (!isWithin(target, base)) throw outside();
      return await this.hold(target, base);
    } catch (error) {
      throw asRefusal(error);
    }
  }

  /** Where the path leads may have changed since: what counts is what has been opened. */
  private async hold(target: string, base: string): Promise<ExposedFile> {
    const handle = await open(target, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    try {
      if (!isWithin(await readlink(`/proc/self/fd/${handle.fd}`), base)) throw outside();
      return await held(handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  private async check(): Promise<string> {
    await mkdir(this.configured, { recursive: true, mode: 0o750 });
    const base = await realpath(this.configured);
    await mkdir(this.dataDir, { recursive: true });
    const data = await realpath(this.dataDir);
    for (const own of OWN.map((name) => join(data, name))) {
      if (!isWithin(own, base) && !isWithin(base, own)) continue;
      throw new Error(
        `magic.base_dir is ${base}, which overlaps ${own}: what is identified by path may not include what the service keeps. Set another directory.`,
      );
    }
    return base;
  }
}

async function held(handle: FileHandle): Promise<ExposedFile> {
  const stats = await handle.stat();
  if (!stats.isFile()) throw notRegular();
  const file = new HeldFile(handle, stats.size);
  return {
    descriptor: file.descriptor,
    source: file,
    mode: stats.mode & PERMISSIONS,
    close: () => file.close(),
  };
}

function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
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
