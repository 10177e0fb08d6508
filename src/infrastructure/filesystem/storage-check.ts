import { Injectable } from '@nestjs/common';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { DependencyCheck } from '#application/ports/dependency-check.port';
import type { DependencyReport } from '#application/ports/dependency-check.port';
import { AppConfig } from '#config/app-config';
import { eraseFile } from './erase-file';
import { availableBytes } from './free-space';
import { TemporaryFiles } from './temporary-files';

const MB = 1024 * 1024;

/** Whether samples can be written: by writing one byte, and by the space that is left. */
@Injectable()
export class StorageCheck extends DependencyCheck {
  readonly name = 'storage';
  readonly critical = true;
  readonly hasFallback = false;
  private readonly directory: string;
  private readonly minimumMb: number;

  constructor(config: AppConfig) {
    super();
    this.directory = resolve(config.storage.dataDir);
    this.minimumMb = config.storage.minFreeSpaceMb;
  }

  async check(signal: AbortSignal): Promise<DependencyReport> {
    await mkdir(this.directory, { recursive: true });
    await this.writeOneByte(signal);
    const availableMb = Math.floor((await availableBytes(this.directory)) / MB);
    if (availableMb < this.minimumMb) {
      const detail = `${availableMb} MB available, ${this.minimumMb} MB must remain`;
      return { status: 'unhealthy', detail };
    }
    return { status: 'healthy', detail: `${availableMb} MB available` };
  }

  /** By the name of an upload, so that the sweep finds it should this process die here. */
  private async writeOneByte(signal: AbortSignal): Promise<void> {
    const files = new TemporaryFiles(join(this.directory, 'tmp'));
    const { name, handle } = await files.create();
    try {
      signal.throwIfAborted();
      await handle.write(Buffer.alloc(1));
    } finally {
      await handle.close();
      await eraseFile(files.pathOf(name), false);
    }
  }
}
