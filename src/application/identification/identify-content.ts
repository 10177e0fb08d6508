import { Injectable } from '@nestjs/common';

import type { ContentLimits } from '#application/ports/content-store.port';
import { ContentStore } from '#application/ports/content-store.port';
import { FileIdentifier } from '#application/ports/file-identifier.port';
import { Metrics } from '#application/ports/metrics.port';
import type { IdentifiedFile } from '#domain/identification/identified-file';
import { magicFileName } from '#domain/identification/magic-file-name';
import { describeFile } from './describe-file';
import { KnownContents } from './known-contents';
import { measured } from './measured';

export interface ContentRequest {
  /** As it was offered. */
  readonly fileName: unknown;
  readonly content: AsyncIterable<Uint8Array>;
  readonly limits: ContentLimits;
}

/** Says what bytes that were sent are, and keeps nothing of them. */
@Injectable()
export class IdentifyContent {
  constructor(
    private readonly contents: ContentStore,
    private readonly identifier: FileIdentifier,
    private readonly metrics: Metrics,
    private readonly known: KnownContents,
  ) {}

  /**
   * Refuses in the order of the contract: space, declared size, options, body.
   * @throws DomainError `INVALID_FILENAME`, and what the ports throw.
   */
  async execute({ fileName, content, limits }: ContentRequest, signal: AbortSignal): Promise<IdentifiedFile> {
    const reception = await this.contents.reserve(limits);
    try {
      const name = magicFileName(fileName);
      const file = await reception.receive(content, signal);
      try {
        const verdict = await measured(this.metrics, 'content', file.source.size, () =>
          this.known.verdictOf(file.sha256, limits.ownerId, () => this.identifier.identify(file)),
        );
        return await describeFile({ fileName: name, source: file.source, verdict, sha256: file.sha256 });
      } finally {
        await file.close();
      }
    } finally {
      reception.release();
    }
  }
}
