import { Injectable } from '@nestjs/common';

import { SampleStore } from '#application/ports/sample-store.port';
import type { UploadState } from '#application/ports/upload-store.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { DomainError } from '#domain/shared/domain-error';
import type { FileName } from '#domain/shared/file-name';
import { FetchUpload } from './fetch-upload';
import { IntakeSettings } from './intake.settings';
import type { IntakeSample } from './receive-upload';
import { executableHeader } from './receive-upload';
import { NEW_UPLOAD } from './take-in-upload';

/** What is said of each state but the one that is needed, and what to do then. */
const WHY_NOT: Readonly<Record<Exclude<UploadState, 'received'>, readonly [message: string, remediation: string]>> = {
  awaited: ['The file of this upload has not arrived yet.', 'Send it with PUT to upload_url first.'],
  arriving: ['The file of this upload is being taken in.', 'Ask again in a few seconds.'],
  used: ['This upload has been analysed already.', NEW_UPLOAD],
};

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
    if (state !== 'received') throw notReceived(state);
    if (file === undefined) throw notReceived('awaited');
    const header = executableHeader(file.verdict, this.settings);
    if (!(await this.uploads.take(uploadId))) throw notReceived('used');
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

function notReceived(state: keyof typeof WHY_NOT): DomainError {
  const [message, remediation] = WHY_NOT[state];
  return new DomainError('INVALID_TRANSITION', message, { remediation });
}
