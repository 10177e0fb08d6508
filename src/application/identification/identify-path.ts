import { Injectable } from '@nestjs/common';

import type { ExposedFile } from '#application/ports/exposed-files.port';
import { ExposedFiles } from '#application/ports/exposed-files.port';
import { FileIdentifier } from '#application/ports/file-identifier.port';
import { Metrics } from '#application/ports/metrics.port';
import { hashSource } from '#domain/bytes/hash-source';
import { asByPath } from '#domain/identification/by-path';
import type { IdentifiedFile } from '#domain/identification/identified-file';
import { magicFileName } from '#domain/identification/magic-file-name';
import { baseNameOf, relativePath } from '#domain/identification/relative-path';
import { describeFile } from './describe-file';
import { measured } from './measured';

export interface PathRequest {
  /** Both as they were offered. */
  readonly path: unknown;
  readonly fileName: unknown;
  /** A larger file is identified all the same, and not hashed. */
  readonly maxHashedBytes: number;
}

/** Says what a file of the exposed directory is, as `file` does of it: mode and all. */
@Injectable()
export class IdentifyPath {
  constructor(
    private readonly files: ExposedFiles,
    private readonly identifier: FileIdentifier,
    private readonly metrics: Metrics,
  ) {}

  /** @throws DomainError `INVALID_OPTION`, `INVALID_FILENAME`, and what the ports throw. */
  async execute({ path, fileName, maxHashedBytes }: PathRequest, signal: AbortSignal): Promise<IdentifiedFile> {
    const within = relativePath(path);
    const name = fileName === undefined ? baseNameOf(within) : magicFileName(fileName);
    const file = await this.files.open(within);
    try {
      return await this.describe(file, name, maxHashedBytes, signal);
    } finally {
      await file.close();
    }
  }

  private async describe(
    file: ExposedFile,
    fileName: string,
    maxHashed: number,
    signal: AbortSignal,
  ): Promise<IdentifiedFile> {
    const { source, mode } = file;
    const plain = await measured(this.metrics, 'path', source.size, () => this.identifier.identify(file));
    const verdict = asByPath(plain, mode, source.size);
    const sha256 = source.size <= maxHashed ? await hashSource(source, signal) : undefined;
    return describeFile({ fileName, source, verdict, sha256 });
  }
}
