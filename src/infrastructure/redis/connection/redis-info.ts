import type { Redis } from 'ioredis';

import { mastersOf } from './cluster-client';

/** What a Redis says of itself. */
export interface RedisInfo {
  /** Bytes. */
  readonly usedMemory: number;
  /** Bytes; 0: no limit. */
  readonly maxMemory: number;
  /** What it does when its memory is full; `undefined` when it does not say. */
  readonly evictionPolicy: string | undefined;
  /** Such as 7.0.15; that of the Redis which a fork is compatible with. */
  readonly version: string;
  readonly isClusterNode: boolean;
}

/** Of each that takes writes: one, or the masters of a cluster. At least one. */
export async function readRedisInfos(client: Redis): Promise<readonly [RedisInfo, ...RedisInfo[]]> {
  const [first = client, ...others] = mastersOf(client);
  return Promise.all([readRedisInfo(first), ...others.map(readRedisInfo)]);
}

async function readRedisInfo(client: Redis): Promise<RedisInfo> {
  const info = await client.info();
  const field = (name: string): string | undefined => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
  return {
    usedMemory: Number(field('used_memory') ?? '0'),
    maxMemory: Number(field('maxmemory') ?? '0'),
    evictionPolicy: field('maxmemory_policy'),
    version: field('redis_version') ?? '0',
    isClusterNode: field('redis_mode') === 'cluster',
  };
}
