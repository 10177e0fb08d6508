import { SECOND_MS } from '#domain/shared/quantities';
import type { BucketClient } from './bucket-client';
import { tryBucket } from './try-bucket';

/** A bucket that failed its trial is not tried again before: those who wait for it ask twice a second. */
const TRY_AGAIN_MS = 30 * SECOND_MS;

/** Tells the fault of one object from that of a whole bucket: whether an object of our own can be put, listed, got and deleted. */
export class BucketTrial {
  private failedUntil = -Infinity;

  constructor(private readonly bucket: BucketClient) {}

  async isPassed(): Promise<boolean> {
    if (performance.now() < this.failedUntil) return false;
    try {
      await tryBucket(this.bucket, false);
      return true;
    } catch {
      // Why is in the log of the bucket's client.
      this.failedUntil = performance.now() + TRY_AGAIN_MS;
      return false;
    }
  }
}
