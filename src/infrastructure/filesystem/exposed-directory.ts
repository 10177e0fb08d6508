import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';

import type { ExposedFile } from '#application/ports/exposed-files.port';
import { ExposedFiles } from '#application/ports/exposed-files.port';
import { AppConfig } from '#config/app-config';
import type { RelativePath } from '#domain/identification/relative-path';
import { HeldFile } from './held-file';
import { isWithin, openWithin } from './open-within';

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
    const { handle, stats } = await openWithin(base, join(base, path));
    const file = new HeldFile(handle, stats.size);
    return {
      descriptor: file.descriptor,
      source: file,
      mode: stats.mode & PERMISSIONS,
      close: () => file.close(),
    };
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
