import { Injectable } from '@nestjs/common';

import type { ReceivedSample } from '#application/ports/sample-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { SignedUpload } from '#application/ports/upload-store.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { DomainError } from '#domain/shared/domain-error';
import { UPLOAD_LIFE_MS } from './prepare-upload';
import { TakeInSample } from './take-in-sample';

export const NEW_UPLOAD = 'Ask for a new address with POST /api/v1/upload.';

/** Takes in a file that was announced, whatever way it came. What is not as announced is refused, and nothing of it is kept; it may be sent again. */
@Injectable()
export class TakeInUpload {
  constructor(
    private readonly uploads: UploadStore,
    private readonly samples: SampleStore,
    private readonly takeIn: TakeInSample,
  ) {}

  /**
   * Refuses before the body is read what can be refused then. The upload is still `arriving` where this has lasted longer than
   * `mayLastMs` and another has begun to take it in meanwhile.
   * @throws DomainError `INVALID_TRANSITION` (sent before, or being sent), `FILE_TOO_LARGE`, `INVALID_OPTION` (size, digest), and what
   *   `SampleStore.receive` throws.
   */
  async execute(
    upload: SignedUpload,
    content: AsyncIterable<Uint8Array>,
    declaredBytes: number | undefined,
    signal: AbortSignal,
    mayLastMs = UPLOAD_LIFE_MS,
  ): Promise<SignedUpload> {
    if (declaredBytes !== undefined) assertSize(upload, declaredBytes);
    const begun = await this.uploads.begin(upload.id, mayLastMs);
    if (begun === undefined) throw sentBefore();
    try {
      const { size, ownerId } = upload;
      const limits = { maxBytes: size, declaredBytes: size, ownerId };
      const { received, ...learned } = await this.takeIn.execute(content, limits, signal, (arrived) => {
        assertAnnounced(upload, arrived);
      });
      await this.keep(received, upload);
      const { md5, sha1, sha256 } = received;
      const file = { md5, sha1, sha256, ...learned };
      const isOurs = await this.uploads.settle(upload.id, begun, file, UPLOAD_LIFE_MS);
      return isOurs ? { ...upload, state: 'received', file } : { ...upload, state: 'arriving' };
    } catch (error) {
      await this.uploads.settle(upload.id, begun, undefined, UPLOAD_LIFE_MS);
      throw error;
    }
  }

  private async keep(received: ReceivedSample, { id }: SignedUpload): Promise<void> {
    try {
      await this.samples.keep(received, id);
    } catch (error) {
      await this.samples.discard(received);
      throw error;
    }
  }
}

function assertSize({ size }: SignedUpload, bytes: number): void {
  if (bytes > size) {
    throw new DomainError('FILE_TOO_LARGE', `The file is larger than the ${size} bytes that were announced.`, {
      remediation: NEW_UPLOAD,
    });
  }
  if (bytes < size) throw notAsAnnounced('size', `${bytes} bytes`);
}

function assertAnnounced(upload: SignedUpload, { size, sha256 }: ReceivedSample): void {
  assertSize(upload, size);
  if (upload.sha256 !== undefined && upload.sha256 !== sha256) throw notAsAnnounced('sha256', sha256);
}

function notAsAnnounced(field: string, is: string): DomainError {
  return new DomainError('INVALID_OPTION', `The file is not the one that was announced: its ${field} differs.`, {
    details: [{ field, message: `is ${is}` }],
    remediation: 'Send the file that was announced, or ask for a new address.',
  });
}

function sentBefore(): DomainError {
  return new DomainError('INVALID_TRANSITION', 'A file has been sent to this address, or is being sent.', {
    remediation: NEW_UPLOAD,
  });
}
