import { Injectable } from '@nestjs/common';

import { UPLOAD_LIFE_MS } from './prepare-upload';
import { isSignedUpload } from '#domain/access/upload-signature';
import { Clock } from '#application/ports/clock.port';
import type { ReceivedSample } from '#application/ports/sample-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { SignedUpload } from '#application/ports/upload-store.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { parseJobId } from '#domain/analysis/analysis-job';
import { readExecutableHeader } from '#domain/identification/read-executable-header';
import { DomainError } from '#domain/shared/domain-error';

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
    const started = performance.now();
    try {
      const received = await this.receive(upload, content, signal);
      const { md5, sha1, sha256, head, size } = received;
      const verdict = readExecutableHeader(head, size);
      await this.samples.keep(received, upload.id);
      const file = { md5, sha1, sha256, verdict, intakeMs: Math.round(performance.now() - started) };
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

  private async receive(
    upload: SignedUpload,
    content: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<ReceivedSample> {
    const { size, ownerId } = upload;
    const limits = { maxBytes: size, declaredBytes: size, ownerId };
    const received = await this.samples.receive(content, limits, signal);
    try {
      assertSize(upload, received.size);
      if (upload.sha256 !== undefined && upload.sha256 !== received.sha256)
        throw notAsAnnounced('sha256', received.sha256);
      return received;
    } catch (refusal) {
      await this.samples.discard(received);
      throw refusal;
    }
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
