import { Injectable, Logger } from '@nestjs/common';

import { FileIdentifier } from '#application/ports/file-identifier.port';
import type { ReceivedSample, ReceiveLimits } from '#application/ports/sample-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { readBeyond } from '#domain/executables/pe/pe-file';
import type { PlacedBytes } from '#domain/executables/pe/pe-header';
import { peHeaderBeyond } from '#domain/executables/pe/pe-header';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import type { SubmittedFile } from '#domain/jobs/analysis-job';
import type { HeaderVerdict } from '#domain/shared/executable-header';
import { tameText } from '#domain/shared/hostile-text';

/** A file that has come in whole, and all that is learned of it on the way: the same whatever way it came. */
export interface TakenInSample extends Pick<SubmittedFile, 'magic' | 'intakeMs'> {
  readonly received: ReceivedSample;
  readonly verdict: HeaderVerdict;
}

const LONGEST_DESCRIPTION = 1024;

/** Stage S0: takes the bytes in, hashed and counted on the way, reads the header and asks libmagic. */
@Injectable()
export class TakeInSample {
  private readonly logger = new Logger(TakeInSample.name);

  constructor(
    private readonly samples: SampleStore,
    private readonly identifier: FileIdentifier,
  ) {}

  /**
   * @param accept Throws what the file is refused with, before libmagic is asked.
   * @throws that, and what `SampleStore.receive` throws; nothing is left then.
   */
  async execute(
    content: AsyncIterable<Uint8Array>,
    limits: ReceiveLimits,
    signal: AbortSignal,
    accept: (received: ReceivedSample, verdict: HeaderVerdict) => void,
  ): Promise<TakenInSample> {
    const started = performance.now();
    const received = await this.samples.receive(content, limits, signal);
    try {
      const verdict = readExecutableHeader(received.head, received.size, await this.beyondHead(received));
      accept(received, verdict);
      // Nothing else is ever part of a result.
      const magic = verdict.outcome === 'executable' ? await this.identify(received) : undefined;
      const intakeMs = Math.round(performance.now() - started);
      return { received, verdict, intakeMs, ...(magic !== undefined && { magic }) };
    } catch (refusal) {
      await this.samples.discard(received);
      throw refusal;
    }
  }

  /** What the header is read from where the head does not hold it. */
  private async beyondHead(received: ReceivedSample): Promise<PlacedBytes | undefined> {
    if (peHeaderBeyond(received.head, received.size) === undefined) return undefined;
    const file = await this.samples.open(received);
    try {
      return await readBeyond(file.source, received.head);
    } finally {
      await file.close();
    }
  }

  /** Never fails an upload: where there is no libmagic, or where it fails over the file, our own readers go on without it. */
  private async identify(received: ReceivedSample): Promise<SubmittedFile['magic']> {
    try {
      const file = await this.samples.open(received);
      try {
        const { description, mimeType } = await this.identifier.identify(file);
        return { description: tameText(description, LONGEST_DESCRIPTION), mimeType };
      } finally {
        await file.close();
      }
    } catch (error) {
      this.logger.warn({ err: error, sha256: received.sha256 }, 'A sample was not identified by libmagic');
      return undefined;
    }
  }
}
