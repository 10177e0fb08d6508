import type { Redis } from 'ioredis';

const BATCH = 500;

/** As many at a time as keep nobody waiting for long. */
export async function unlinkAll(redis: Redis, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += BATCH) await redis.unlink(...keys.slice(start, start + BATCH));
}

export async function expireAllIn(redis: Redis, keys: readonly string[], milliseconds: number): Promise<void> {
  for (let start = 0; start < keys.length; start += BATCH) {
    const pipeline = redis.pipeline();
    for (const key of keys.slice(start, start + BATCH)) pipeline.pexpire(key, milliseconds);
    await pipeline.exec();
  }
}
