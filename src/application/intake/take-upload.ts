import { Injectable } from '@nestjs/common';

import { SampleStore } from '#application/ports/sample-store.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { DomainError } from '#domain/shared/domain-error';
import type { FileName } from '#domain/shared/file-name';
import { FetchUpload } from './fetch-upload';
import { IntakeSettings } from './intake.settings';
import type { IntakeSample } from './receive-upload';
import { executableHeader } from './receive-upload';

/** Makes a file that was sent to a signed address the sample of a submission. Once. */
@Injectable()
export class TakeUpload {
  constructor(
    private readonly fetchUpload: FetchUpload,
    private readonly uploads: UploadStore,
    private readonly samples: SampleStore,
    private readonly settings: IntakeSettings,
  ) {}

  /** @throws DomainError `INVALID_TRANSITION`, `UNSUPPORTED_FORMAT`, `CORRUPT_BINARY`, `CONTENT_NOT_AVAILABLE`, and what `FetchUpload` throws. */
  async execute(id: string, ownerId: string): Promise<{ readonly sample: IntakeSample; readonly fileName: FileName }> {
    const { id: uploadId, file, size, fileName, state } = await this.fetchUpload.execute(id, ownerId);
    if (file === undefined || state !== 'received') throw notReceived(state === 'used');
    const header = executableHeader(file.verdict, this.settings);
    if (!(await this.uploads.take(uploadId))) throw notReceived(true);
    const ticket = await this.samples.takeBack(file.sha256, uploadId);
    if (ticket === undefined) {
      throw new DomainError('CONTENT_NOT_AVAILABLE', 'The file is no longer where samples are kept.', {
        remediation: 'Send it again.',
      });
    }
    const { md5, sha1, sha256, intakeMs, magic } = file;
    const received = { ticket, size, md5, sha1, sha256, head: new Uint8Array() };
    return { fileName, sample: { received, header, intakeMs, ...(magic !== undefined && { magic }) } };
  }
}

function notReceived(used: boolean): DomainError {
  return new DomainError(
    'INVALID_TRANSITION',
    used ? 'This upload has been analysed already.' : 'The file of this upload has not arrived yet.',
    {
      remediation: used ? 'Ask for a new address with POST /api/v1/upload.' : 'Send it with PUT to upload_url first.',
    },
  );
}
