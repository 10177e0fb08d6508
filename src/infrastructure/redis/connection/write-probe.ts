import type { Redis } from 'ioredis';

import { mastersOf } from './cluster-client';

/** In the slot of the queue, where there are slots. */
const PROBE = '{bin2nlp}:health';
const PROBE_LIFE_MS = 10_000;

/**
 * Whether a Redis takes writes: reading alone would not tell of a replica, or of one that is full. Of a cluster every master must
 * answer: jobs are on all of them.
 */
export async function writeProbe(client: Redis): Promise<unknown> {
  const masters = mastersOf(client);
  const others = masters.length > 1 ? masters.map((master) => master.ping()) : [];
  return Promise.all([client.set(PROBE, '1', 'PX', PROBE_LIFE_MS), ...others]);
}
