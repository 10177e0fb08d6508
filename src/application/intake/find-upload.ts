import { Injectable } from '@nestjs/common';

import type { SignedUpload } from '#application/ports/upload-store.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';

/** Finds an upload for the one who announced it; to everyone else it does not exist. */
@Injectable()
export class FindUpload {
  constructor(private readonly uploads: UploadStore) {}

  /** @throws DomainError `NOT_FOUND`. */
  async execute(id: string, ownerId: string): Promise<SignedUpload> {
    const known = parseJobId(id);
    const upload = known === undefined ? undefined : await this.uploads.find(known);
    if (upload?.ownerId === ownerId) return upload;
    throw new DomainError('NOT_FOUND', 'There is no upload with this id.', {
      remediation: 'Ask for a new address with POST /api/v1/upload; uploads are kept for 15 minutes.',
    });
  }
}
