import { Injectable } from '@nestjs/common';

import type { DirectAddress, ExpectedFile } from '#application/ports/direct-uploads.port';
import { DirectUploads } from '#application/ports/direct-uploads.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { MB } from '#domain/shared/quantities';
import { reportStorage } from '#infrastructure/filesystem/storage-events';
import { BucketClient } from './bucket-client';
import { unlessBucketAway } from './unless-bucket-away';

const FOLDER = 'uploads/';

/** `{prefix}uploads/{id}` in the bucket, by addresses that are signed for one size and, where it is known, one digest. */
@Injectable()
export class BucketDirectUploads extends DirectUploads {
  constructor(private readonly bucket: BucketClient) {
    super();
  }

  addressOf({ id, ...file }: ExpectedFile, lifeMs: number): Promise<DirectAddress> {
    return this.bucket.presign(keyOf(id), file, lifeMs);
  }

  sizeOf(id: JobId): Promise<number | undefined> {
    return this.bucket.sizeOf(keyOf(id));
  }

  fetch<Result>(id: JobId, use: (content: AsyncIterable<Uint8Array>) => Promise<Result>): Promise<Result | undefined> {
    return this.bucket.get(keyOf(id), LARGEST, ({ content }) => use(content));
  }

  remove(id: JobId): Promise<void> {
    return this.bucket.remove(keyOf(id));
  }

  async sweep(isAwaited: (id: JobId) => Promise<boolean>, olderThanMs: number): Promise<number> {
    const deleted = (await unlessBucketAway(() => this.sweepFolder(isAwaited, olderThanMs))) ?? 0;
    reportStorage('orphaned_files_deleted_total', deleted);
    return deleted;
  }

  private async sweepFolder(isAwaited: (id: JobId) => Promise<boolean>, olderThanMs: number): Promise<number> {
    let deleted = 0;
    for await (const { key, ageMs } of this.bucket.list(FOLDER)) {
      const id = parseJobId(key.slice(FOLDER.length));
      if (id === undefined || ageMs <= olderThanMs || (await isAwaited(id))) continue;
      await this.bucket.remove(key);
      deleted += 1;
    }
    return deleted;
  }
}

/** Of `storage.max_file_size_mb`: as long as that may take, and no longer. */
const LARGEST = 500 * MB;

function keyOf(id: JobId): string {
  return `${FOLDER}${id}`;
}
