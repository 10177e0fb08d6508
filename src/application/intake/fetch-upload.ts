import { Injectable, Logger } from '@nestjs/common';

import { DirectUploads } from '#application/ports/direct-uploads.port';
import type { SignedUpload } from '#application/ports/upload-store.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { isAway } from '#domain/shared/is-away';
import { MINUTE_MS } from '#domain/shared/quantities';
import { FindUpload } from './find-upload';
import { TakeInUpload } from './take-in-upload';

/** How long the bytes of the largest file may take from where they were sent: 1.7 MB a second for 500 MB. */
const FETCH_MS = 5 * MINUTE_MS;
/** When a fetch is over, however slowly what it brought was looked at and kept: one that is older was cut off, and another takes over. */
export const FETCH_OVER_MS = 2 * FETCH_MS;

/** Said of what was sent, and of nothing else: it will not become better. */
const REFUSED: ReadonlySet<string> = new Set(['INVALID_OPTION', 'FILE_TOO_LARGE', 'EMPTY_FILE']);

/** Finds an upload, and takes in its file where that was sent past us: nobody tells when it has arrived. */
@Injectable()
export class FetchUpload {
  private readonly logger = new Logger(FetchUpload.name);

  constructor(
    private readonly findUpload: FindUpload,
    private readonly direct: DirectUploads,
    private readonly takeIn: TakeInUpload,
  ) {}

  /**
   * What has not arrived stays as it is; what another is fetching is `arriving`. What is refused is deleted, and may be sent again while
   * the address is good.
   * @throws DomainError `NOT_FOUND`, and what `TakeInUpload` throws.
   */
  async execute(id: string, ownerId: string): Promise<SignedUpload> {
    const upload = await this.findUpload.execute(id, ownerId);
    if (upload.state !== 'awaited' && upload.state !== 'arriving') return upload;
    const size = await this.direct.sizeOf(upload.id);
    if (size === undefined) return upload;
    try {
      return (await this.fetch(upload, size)) ?? upload;
    } catch (error) {
      // Somebody else has begun, and may be done by now.
      if (error instanceof DomainError && error.code === 'INVALID_TRANSITION')
        return this.findUpload.execute(id, ownerId);
      if (error instanceof DomainError && REFUSED.has(error.code)) await this.remove(upload.id);
      throw error;
    }
  }

  private async fetch(upload: SignedUpload, size: number): Promise<SignedUpload | undefined> {
    const signal = AbortSignal.timeout(FETCH_MS);
    try {
      const taken = await this.direct.fetch(upload.id, (content) =>
        this.takeIn.execute(upload, content, size, signal, FETCH_OVER_MS),
      );
      if (taken?.state === 'received') await this.remove(upload.id);
      return taken;
    } catch (error) {
      if (error !== signal.reason) throw error;
      throw new DomainError('SERVICE_UNAVAILABLE', 'The file comes too slowly from where it was sent.', {
        remediation: 'Try again in a few minutes.',
        cause: error,
      });
    }
  }

  /** The sweep tries again. */
  private async remove(id: JobId): Promise<void> {
    try {
      await this.direct.remove(id);
    } catch (error) {
      if (!isAway(error)) throw error;
      this.logger.warn({ err: error }, 'A file that was sent stays where it is until the sweep finds it');
    }
  }
}
