import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import type { DirectAddress } from '#application/ports/direct-uploads.port';
import { DirectUploads } from '#application/ports/direct-uploads.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { signUpload } from '#domain/access/upload-signature';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import type { FileName } from '#domain/shared/file-name';
import { MINUTE_MS } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';

/** How long an announced file may take to arrive, and one that has arrived is kept. */
export const UPLOAD_LIFE_MS = 15 * MINUTE_MS;

export interface AnnouncedFile {
  readonly ownerId: string;
  readonly fileName: FileName;
  /** Bytes. */
  readonly size: number;
  readonly sha256?: Sha256;
  readonly maxBytes: number;
}

export interface PreparedUpload {
  readonly id: JobId;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly signature: string;
  /** Where it is to be sent instead of to us. */
  readonly direct?: DirectAddress;
}

/** Makes a place for a file that whoever knows its address may send once, without a key. */
@Injectable()
export class PrepareUpload {
  constructor(
    private readonly uploads: UploadStore,
    private readonly directUploads: DirectUploads,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `FILE_TOO_LARGE`. */
  async execute({ maxBytes, ...announced }: AnnouncedFile): Promise<PreparedUpload> {
    if (announced.size > maxBytes) {
      throw new DomainError('FILE_TOO_LARGE', `The file is larger than ${maxBytes} bytes.`, {
        remediation: 'Send a smaller file.',
      });
    }
    const id = newJobId();
    const expiresAt = this.clock.now() + UPLOAD_LIFE_MS;
    const { size, sha256 } = announced;
    const file = { id, size, ...(sha256 !== undefined && { sha256 }) };
    const direct = await this.directUploads.addressOf(file, UPLOAD_LIFE_MS);
    // Of what is sent past us nobody says when it arrives: it may have done so at the last moment.
    const lifeMs = direct === undefined ? UPLOAD_LIFE_MS : 2 * UPLOAD_LIFE_MS;
    await this.uploads.create({ ...announced, id, expiresAt }, lifeMs);
    const signature = signUpload(id, expiresAt, await this.uploads.secret());
    return { id, expiresAt, signature, ...(direct !== undefined && { direct }) };
  }
}
