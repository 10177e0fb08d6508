import type { Redis } from 'ioredis';

const PROBE = 'health:redis';
const PROBE_LIFE_MS = 10_000;

/** Whether a Redis takes writes: reading alone would not tell of a replica, or of one that is full. */
export function writeProbe(client: Redis): Promise<unknown> {
  return client.set(PROBE, '1', 'PX', PROBE_LIFE_MS);
}
