import type { Redis } from 'ioredis';

/**
 * Lets time go by for what this Redis keeps for a while only: every key expires so much earlier. Nobody waits, and a slow machine
 * makes nothing older than a test says.
 */
export async function letTimePass(client: Redis, milliseconds: number): Promise<void> {
  for (const key of await client.keys('*')) {
    const left = await client.pttl(key);
    if (left < 0) continue;
    if (left <= milliseconds) await client.del(key);
    else await client.pexpire(key, left - milliseconds);
  }
}
