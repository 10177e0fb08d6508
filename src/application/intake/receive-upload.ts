import { Injectable } from '@nestjs/common';

import type { ReceiveLimits } from '#application/ports/sample-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { DomainError } from '#domain/shared/domain-error';
import type { ExecutableHeader, HeaderVerdict } from '#domain/shared/executable-header';
import { IntakeSettings } from './intake.settings';
import type { TakenInSample } from './take-in-sample';
import { TakeInSample } from './take-in-sample';

/** An upload that is whole and is a binary we can analyse, but not yet part of any job. */
export interface IntakeSample extends Omit<TakenInSample, 'verdict'> {
  readonly header: ExecutableHeader;
}

const UNREAD = { architecture: 'unknown', bits: 32, endianness: 'little', kind: 'other' } as const;
/** As the names of other files have it. */
const ARCHIVE = /zip|\btar\b|archive/i;
const FORMATS = 'executables and libraries as PE, ELF or Mach-O, or object files as ELF or Mach-O';

/** Takes in a file that is to be analysed, and refuses at once what cannot be. */
@Injectable()
export class ReceiveUpload {
  constructor(
    private readonly samples: SampleStore,
    private readonly takeIn: TakeInSample,
    private readonly settings: IntakeSettings,
  ) {}

  /** @throws DomainError `UNSUPPORTED_FORMAT`, `CORRUPT_BINARY`, and what `SampleStore.receive` throws; nothing is left then. */
  async execute(content: AsyncIterable<Uint8Array>, limits: ReceiveLimits, signal: AbortSignal): Promise<IntakeSample> {
    const { verdict, ...taken } = await this.takeIn.execute(content, limits, signal, (_, found) => {
      executableHeader(found, this.settings);
    });
    return { ...taken, header: executableHeader(verdict, this.settings) };
  }

  /** Drops an upload whose request was refused for another reason. */
  discard(sample: IntakeSample): Promise<void> {
    return this.samples.discard(sample.received);
  }
}

/**
 * The header of what can be analysed. Of one that cannot be read only the format is known, where it is not refused for that: whether
 * more can be learned is for the analysis to find. @throws DomainError `UNSUPPORTED_FORMAT`, `CORRUPT_BINARY`.
 */
export function executableHeader(verdict: HeaderVerdict, { validatesHeader }: IntakeSettings): ExecutableHeader {
  switch (verdict.outcome) {
    case 'executable':
      return verdict.header;
    case 'unsupported':
      throw new DomainError(
        'UNSUPPORTED_FORMAT',
        `The file is not an executable that can be analysed: ${verdict.name}.`,
        {
          remediation: ARCHIVE.test(verdict.name)
            ? `Send an archive to POST /api/v1/batches, which unpacks it; here, one of ${FORMATS}.`
            : `Send one of ${FORMATS}.`,
        },
      );
    case 'corrupt':
      if (!validatesHeader) return { format: verdict.format, ...UNREAD };
      throw new DomainError(
        'CORRUPT_BINARY',
        `The file starts as ${verdict.format.toUpperCase()} but cannot be read: ${verdict.reason}.`,
        {
          remediation: 'Check that the file was copied whole and send it again.',
        },
      );
  }
}
