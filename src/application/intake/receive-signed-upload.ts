import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import type { ReceivedSample } from '#application/ports/sample-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { SignedUpload } from '#application/ports/upload-store.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { isSignedUpload } from '#domain/access/upload-signature';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { UPLOAD_LIFE_MS } from './prepare-upload';
import type { TakenInSample } from './take-in-sample';
import { TakeInSample } from './take-in-sample';

/** What the address says. */
export interface SignedAddress {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly signature: string;
}

/** Takes in a file that was announced. What is not as announced is refused, and nothing of it is kept; it may be sent again. */
@Injectable()
export class ReceiveSignedUpload {
  constructor(
    private readonly uploads: UploadStore,
    private readonly samples: SampleStore,
    private readonly takeIn: TakeInSample,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses before the body is read what can be refused then.
   * @throws DomainError `FORBIDDEN` (signature, expiry), `NOT_FOUND`, `INVALID_TRANSITION` (sent before), `FILE_TOO_LARGE`,
   *   `INVALID_OPTION` (size, digest), and what `SampleStore.receive` throws.
   */
  async execute(
    address: SignedAddress,
    content: AsyncIterable<Uint8Array>,
    declaredBytes: number | undefined,
    signal: AbortSignal,
  ): Promise<SignedUpload> {
    const upload = await this.announced(address);
    if (declaredBytes !== undefined) assertSize(upload, declaredBytes);
    if (!(await this.uploads.begin(upload.id))) throw sentBefore();
    try {
      const { received, ...learned } = await this.receive(upload, content, signal);
      await this.samples.keep(received, upload.id);
      const { md5, sha1, sha256 } = received;
      const file = { md5, sha1, sha256, ...learned };
      await this.uploads.settle(upload.id, file, UPLOAD_LIFE_MS);
      return { ...upload, state: 'received', file };
    } catch (error) {
      await this.uploads.settle(upload.id, undefined, UPLOAD_LIFE_MS);
      throw error;
    }
  }

  private async announced({ id, expiresAt, signature }: SignedAddress): Promise<SignedUpload> {
    if (!isSignedUpload(id, expiresAt, signature, await this.uploads.secret())) throw forbidden('is not signed by us');
    if (expiresAt <= this.clock.now()) throw forbidden('has expired');
    const known = parseJobId(id);
    const upload = known === undefined ? undefined : await this.uploads.find(known);
    if (upload === undefined) {
      throw new DomainError('NOT_FOUND', 'There is no upload with this id.', { remediation: NEW_UPLOAD });
    }
    return upload;
  }

  private receive(
    upload: SignedUpload,
    content: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<TakenInSample> {
    const { size, ownerId } = upload;
    return this.takeIn.execute(content, { maxBytes: size, declaredBytes: size, ownerId }, signal, (received) => {
      assertAnnounced(upload, received);
    });
  }
}

const NEW_UPLOAD = 'Ask for a new address with POST /api/v1/upload.';

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

function forbidden(what: string): DomainError {
  return new DomainError('FORBIDDEN', `This address ${what}.`, { remediation: NEW_UPLOAD });
}
