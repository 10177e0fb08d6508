import { Injectable, Logger } from '@nestjs/common';

import type { ReceivedSample, ReceiveLimits } from '#application/ports/sample-store.port';
import { FileIdentifier } from '#application/ports/file-identifier.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { ExecutableHeader, HeaderVerdict } from '#domain/identification/executable-header';
import type { LibmagicVerdict } from '#domain/identification/libmagic-verdict';
import { readExecutableHeader } from '#domain/identification/read-executable-header';
import { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';

/** An upload that is whole and is a binary we can analyse, but not yet part of any job. */
export interface IntakeSample {
  readonly received: ReceivedSample;
  readonly header: ExecutableHeader;
  /** What libmagic says of it; absent while there is no libmagic, or where it fails over the file. */
  readonly magic?: Pick<LibmagicVerdict, 'description' | 'mimeType'>;
  /** Milliseconds from the first byte to the verdict on the header. */
  readonly intakeMs: number;
}

const LONGEST_DESCRIPTION = 1024;
const FORMATS = 'PE, ELF and Mach-O executables, libraries and object files';

/** Stage S0: takes the bytes in, hashed and counted on the way, and refuses at once what cannot be analysed. */
@Injectable()
export class ReceiveUpload {
  private readonly logger = new Logger(ReceiveUpload.name);

  constructor(
    private readonly samples: SampleStore,
    private readonly identifier: FileIdentifier,
  ) {}

  /** @throws DomainError `UNSUPPORTED_FORMAT`, `CORRUPT_BINARY`, and what `SampleStore.receive` throws; nothing is left then. */
  async execute(content: AsyncIterable<Uint8Array>, limits: ReceiveLimits, signal: AbortSignal): Promise<IntakeSample> {
    const started = performance.now();
    const received = await this.samples.receive(content, limits, signal);
    try {
      const header = executableHeader(readExecutableHeader(received.head, received.size));
      const magic = await this.identify(received);
      const intakeMs = Math.round(performance.now() - started);
      return { received, header, intakeMs, ...(magic !== undefined && { magic }) };
    } catch (refusal) {
      await this.samples.discard(received);
      throw refusal;
    }
  }

  /** Never fails an upload: our own readers go on without it. */
  private async identify(received: ReceivedSample): Promise<IntakeSample['magic']> {
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

  /** Drops an upload whose request was refused for another reason. */
  discard(sample: IntakeSample): Promise<void> {
    return this.samples.discard(sample.received);
  }
}

/** The header of what can be analysed. @throws DomainError `UNSUPPORTED_FORMAT`, `CORRUPT_BINARY`. */
export function executableHeader(verdict: HeaderVerdict): ExecutableHeader {
  switch (verdict.outcome) {
    case 'executable':
      return verdict.header;
    case 'unsupported':
      throw new DomainError(
        'UNSUPPORTED_FORMAT',
        `The file is not an executable that can be analysed: ${verdict.name}.`,
        {
          remediation: `Send one of ${FORMATS}.`,
        },
      );
    case 'corrupt':
      throw new DomainError(
        'CORRUPT_BINARY',
        `The file starts as ${verdict.format.toUpperCase()} but cannot be read: ${verdict.reason}.`,
        {
          remediation: 'Check that the file was copied whole and send it again.',
        },
      );
  }
}
