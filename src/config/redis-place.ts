import type { AppConfig } from './app-config';

/** Where a program listens. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** One Redis as it is set: by its own address, by its Sentinels, or by some nodes of its cluster. */
export interface RedisPlace {
  readonly url: string;
  readonly sentinels: readonly HostAndPort[];
  readonly sentinelName: string;
  readonly clusterNodes: readonly HostAndPort[];
}

type RedisSettings = AppConfig['redis'];

/** Of the queue; `undefined` where none is set. */
export function queuePlace({ url, sentinels, sentinelName, clusterNodes }: RedisSettings): RedisPlace | undefined {
  return placeOf(url, sentinels, sentinelName, clusterNodes);
}

/** Of the results; `undefined` where they have none of their own. */
export function resultsPlace(redis: RedisSettings): RedisPlace | undefined {
  return placeOf(redis.cacheUrl, redis.cacheSentinels, redis.cacheSentinelName, redis.cacheClusterNodes);
}

/** Connections that a process holds at most to one Redis, or to one node of a cluster. */
export function connectionsNeeded({ role, redis, analysis }: AppConfig): number {
  const { workerConcurrency, smallJobSlots } = analysis;
  const lanes = Math.min(smallJobSlots, workerConcurrency - 1) > 0 ? 2 : 1;
  // For commands, for subscriptions; the queue's own in a cluster; results; two for each lane of a worker.
  return (
    2 +
    (redis.clusterNodes === '' ? 0 : 1) +
    (resultsPlace(redis) === undefined ? 0 : 1) +
    (role === 'api' ? 0 : 2 * lanes)
  );
}

function placeOf(url: string, sentinels: string, sentinelName: string, clusterNodes: string): RedisPlace | undefined {
  if (url === '' && sentinels === '' && clusterNodes === '') return undefined;
  return { url, sentinels: placesIn(sentinels), sentinelName, clusterNodes: placesIn(clusterNodes) };
}

function placesIn(text: string): readonly HostAndPort[] {
  return text.split(',').flatMap((place) => {
    const colon = place.lastIndexOf(':');
    if (colon === -1) return [];
    return [{ host: place.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(place.slice(colon + 1)) }];
  });
}
