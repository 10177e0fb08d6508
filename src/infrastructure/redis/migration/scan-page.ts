import type { Redis } from 'ioredis';

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
 * One page of the keys of one server that match. What is there from the first page to the last is on one of them, whatever comes and
 * goes meanwhile (SCAN's guarantee). A cursor is good until that server is started again: it orders keys by a seed of its own.
 */
export async function scanPage(redis: Redis, pattern: string, cursor: string): Promise<ScanPage> {
  const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', BUCKETS);
  return { cursor: next, keys };
}

/** Changes when the server is started again. */
export async function runIdOf(redis: Redis): Promise<string> {
  return /^run_id:(\w+)/m.exec(await redis.info('server'))?.[1] ?? '';
}
