import type { Redis } from 'ioredis';

/** Schema versions of job records that are read here. A change of their fields needs a new number and a migration. */
export const RECORD_VERSIONS = ['1', '2'] as const;
export type RecordVersion = (typeof RECORD_VERSIONS)[number];

/** Which version new records are written in, until it is migrated the first: older processes may be about that read no other. */
export const RECORD_VERSION_KEY = 'jobs:schema';

/** Asked for each record that is made: between two of them it may have been migrated. */
export async function writtenVersion(redis: Redis): Promise<RecordVersion> {
  return (await redis.get(RECORD_VERSION_KEY)) === '2' ? '2' : '1';
}
