import type { Redis } from 'ioredis';

import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import type { AddedFrom } from '#infrastructure/redis/jobs/job-record';
import { addedFields } from '#infrastructure/redis/jobs/job-record';
import type { RecordVersion } from '#infrastructure/redis/jobs/record-version';

export const DIRECTIONS = ['up', 'down'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Which version records are of afterwards. */
export const TARGET = { up: '2', down: '1' } as const satisfies Record<Direction, RecordVersion>;

/** What has come of one record. `left`: it is of that version already, gone, or of one that is not known here. */
export type StepOutcome = 'changed' | 'left' | 'damaged';

// Each looks at the version and changes it in one: what the service does meanwhile with the same record (its status, its worker, its
// end) is in other fields and stays. A record that has expired since it was read is not made again.

/** KEYS: record. ARGV: what the job needs, its score. */
const UP = new RedisScript(`
if redis.call('HGET', KEYS[1], 'schema_version') ~= '1' then return 0 end
redis.call('HSET', KEYS[1], 'schema_version', '2', 'worker_capabilities', ARGV[1], 'priority_score', ARGV[2])
return 1`);

/** KEYS: record. */
const DOWN = new RedisScript(`
if redis.call('HGET', KEYS[1], 'schema_version') ~= '2' then return 0 end
redis.call('HDEL', KEYS[1], 'worker_capabilities', 'priority_score')
redis.call('HSET', KEYS[1], 'schema_version', '1')
return 1`);

export function stepOf(direction: Direction): (redis: Redis, key: string) => Promise<StepOutcome> {
  return direction === 'up' ? stepUp : stepDown;
}

async function stepUp(redis: Redis, key: string): Promise<StepOutcome> {
  // These never change once the record is made.
  const [version, file, options, createdAt] = await redis.hmget(key, 'schema_version', 'file', 'options', 'created_at');
  if (version !== '1') return 'left';
  const from = readFrom(file, options, createdAt);
  if (from === undefined) return 'damaged';
  const { worker_capabilities: needs, priority_score: score } = addedFields(from);
  return (await UP.run(redis, [key], [needs, score])) === 1 ? 'changed' : 'left';
}

async function stepDown(redis: Redis, key: string): Promise<StepOutcome> {
  if ((await redis.hget(key, 'schema_version')) !== '2') return 'left';
  return (await DOWN.run(redis, [key], [])) === 1 ? 'changed' : 'left';
}

/** `undefined` for fields that no version wrote: such a record stays as it is. */
function readFrom(file?: string | null, options?: string | null, createdAt?: string | null): AddedFrom | undefined {
  try {
    const parsed = {
      file: JSON.parse(file ?? '') as AddedFrom['file'],
      options: JSON.parse(options ?? '') as AddedFrom['options'],
      createdAt: Number(createdAt ?? NaN),
    };
    const numbers = [parsed.file.size, parsed.options.priority, parsed.createdAt];
    return numbers.every(Number.isFinite) ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
