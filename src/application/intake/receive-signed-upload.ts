import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import type { SignedUpload } from '#application/ports/upload-store.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { isSignedUpload } from '#domain/access/upload-signature';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { NEW_UPLOAD, TakeInUpload } from './take-in-upload';

/** What the address says. */
export interface SignedAddress {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly signature: string;
}

/** Takes in a file that was sent to a signed address of ours. */
@Injectable()
export class ReceiveSignedUpload {
  constructor(
    private readonly uploads: UploadStore,
    private readonly takeIn: TakeInUpload,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `FORBIDDEN` (signature, expiry), `NOT_FOUND`, and what `TakeInUpload` throws. */
  async execute(
    address: SignedAddress,
    content: AsyncIterable<Uint8Array>,
    declaredBytes: number | undefined,
    signal: AbortSignal,
  ): Promise<SignedUpload> {
    return this.takeIn.execute(await this.announced(address), content, declaredBytes, signal);
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
}

function forbidden(what: string): DomainError {
  return new DomainError('FORBIDDEN', `This address ${what}.`, { remediation: NEW_UPLOAD });
}
