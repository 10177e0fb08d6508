import type { Provider } from '@nestjs/common';

import type { DirectUploads } from '#application/ports/direct-uploads.port';
import type { SampleStore } from '#application/ports/sample-store.port';
import type { AppConfig } from '#config/app-config';
import type { BucketClient } from '#infrastructure/bucket/bucket-client';
import { BucketDirectUploads } from '#infrastructure/bucket/bucket-direct-uploads';
import { BucketSampleStore } from '#infrastructure/bucket/bucket-sample-store';
import { DigestThread } from '#infrastructure/digests/digest-thread';
import { FilesystemSampleStore } from '#infrastructure/filesystem/filesystem-sample-store';
import type { FreeSpace } from '#infrastructure/filesystem/free-space';
import { NoDirectUploads } from '#infrastructure/filesystem/no-direct-uploads';
import { StreamHasher } from '#infrastructure/filesystem/stream-hasher';
import type { RedisSampleHolders } from '#infrastructure/redis/samples/redis-sample-holders';
import { ThreadPrograms } from '#infrastructure/threads/thread-programs';

/** One thread for all uploads. */
export const STREAM_HASHING: Provider = {
  provide: StreamHasher,
  inject: [ThreadPrograms],
  useFactory: ({ digest }: ThreadPrograms) => new DigestThread(digest),
};

/** In the bucket that the configuration names; without one, in the data directory. */
export function composeSampleStore(
  config: AppConfig,
  space: FreeSpace,
  bucket: BucketClient,
  holders: RedisSampleHolders,
  hasher: StreamHasher,
): SampleStore {
  const local = new FilesystemSampleStore(config, space, hasher);
  return config.bucket.name === '' ? local : new BucketSampleStore(local, bucket, holders);
}

export function composeDirectUploads(config: AppConfig, bucket: BucketClient): DirectUploads {
  return config.bucket.name === '' ? new NoDirectUploads() : new BucketDirectUploads(bucket);
}
