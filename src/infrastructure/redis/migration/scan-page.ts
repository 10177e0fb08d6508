import type { Redis } from 'ioredis';

import { mastersOf } from '#infrastructure/redis/connection/cluster-client';

/** Buckets that Redis looks through for one page: some tenths of a millisecond. */
const BUCKETS = 500;

/** Where a walk over all keys begins, and what stands after its last page. */
export const SCAN_START = '0';

export interface ScanPage {
  /** Of the next page; `SCAN_START` after the last. */
  readonly cursor: string;
  /** One can be on more than one page. */
  readonly keys: readonly string[];
}

/**
 * One page of the keys that match, of one server after the other where there is a cluster. What is there from the first page to the last
 * is on one of them, whatever comes and goes meanwhile (SCAN's guarantee). A cursor is good until one of the servers is started again,
 * which orders keys by a seed of its own, or another takes its place: `runIdOf` tells.
 */
export async function scanPage(redis: Redis, pattern: string, cursor: string): Promise<ScanPage> {
  const servers = serversOf(redis);
  const [inner = SCAN_START, index = '0'] = cursor.split('@');
  const at = Number(index);
  const server = servers[at];
  if (server === undefined) return { cursor: SCAN_START, keys: [] };
  const [next, keys] = await server.scan(inner, 'MATCH', pattern, 'COUNT', BUCKETS);
  if (next !== SCAN_START) return { cursor: `${next}@${at}`, keys };
  return { cursor: at + 1 < servers.length ? `${SCAN_START}@${at + 1}` : SCAN_START, keys };
}

/** Changes when one of the servers is started again, comes or goes. */
export async function runIdOf(redis: Redis): Promise<string> {
  const pages = await Promise.all(serversOf(redis).map((server) => server.info('server')));
  return pages.map((page) => /^run_id:(\w+)/m.exec(page)?.[1] ?? '').join();
}

/** Of a cluster all masters, in an order that stays. */
function serversOf(redis: Redis): readonly Redis[] {
  const place = ({ options: { host = '', port = 0 } }: Redis): string => `${host}:${port}`;
  return [...mastersOf(redis)].sort((one, other) => (place(one) < place(other) ? -1 : 1));
}
