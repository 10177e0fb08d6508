import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';

import type { DependencyReport } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';
import { AppConfig } from '#config/app-config';
import { MB } from '#domain/shared/quantities';
import { eraseFile } from './erase-file';
import { availableBytes } from './free-space';
import { TemporaryFiles } from './temporary-files';
import { isOutOfSpace } from './write-fault';

/**
 * Whether samples can be written: by writing one byte, and by the space that is left. Without space nothing is taken, and all that is
 * there goes on being read: the service is degraded, not down.
 */
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
    const isFull = await this.isFull(signal);
    const availableMb = Math.floor((await availableBytes(this.directory)) / MB);
    if (isFull || availableMb < this.minimumMb) {
      const detail = `${availableMb} MB available, ${this.minimumMb} MB must remain: uploads are refused until there is more`;
      return { status: 'degraded', detail };
    }
    return { status: 'healthy', detail: `${availableMb} MB available` };
  }

  /** @throws Error where it cannot be written for any other reason. */
  private async isFull(signal: AbortSignal): Promise<boolean> {
    try {
      await this.writeOneByte(signal);
      return false;
    } catch (error) {
      if (isOutOfSpace(error)) return true;
      throw error;
    }
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
