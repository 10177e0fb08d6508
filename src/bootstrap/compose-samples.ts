import type { DirectUploads } from '#application/ports/direct-uploads.port';
import type { SampleStore } from '#application/ports/sample-store.port';
import type { AppConfig } from '#config/app-config';
import type { BucketClient } from '#infrastructure/bucket/bucket-client';
import { BucketDirectUploads } from '#infrastructure/bucket/bucket-direct-uploads';
import { BucketSampleStore } from '#infrastructure/bucket/bucket-sample-store';
import { FilesystemSampleStore } from '#infrastructure/filesystem/filesystem-sample-store';
import type { FreeSpace } from '#infrastructure/filesystem/free-space';
import { NoDirectUploads } from '#infrastructure/filesystem/no-direct-uploads';
import type { RedisSampleHolders } from '#infrastructure/redis/samples/redis-sample-holders';

/** In the bucket that the configuration names; without one, in the data directory. */
export function composeSampleStore(
  config: AppConfig,
  space: FreeSpace,
  bucket: BucketClient,
  holders: RedisSampleHolders,
): SampleStore {
  const local = new FilesystemSampleStore(config, space);
  return config.bucket.name === '' ? local : new BucketSampleStore(local, bucket, holders);
}

export function composeDirectUploads(config: AppConfig, bucket: BucketClient): DirectUploads {
  return config.bucket.name === '' ? new NoDirectUploads() : new BucketDirectUploads(bucket);
}
