import type { Redis, RedisOptions } from 'ioredis';
import { Cluster } from 'ioredis';

import type { AppConfig } from '#config/app-config';
import type { RedisPlace } from '#config/redis-place';
import { access } from './client-options';
import { gather } from './gathering';
import { retryDelay } from './retry-delay';

/** How long a master that was replaced may go unnoticed where nobody asks it. */
const REFRESH_SLOTS_MS = 2000;
/** Keys move once in a failover; more often only while nodes are not of one mind. */
const MOST_REDIRECTIONS = 4;

/**
 * A client of all masters of a cluster, with the commands of one of a single Redis. As that one, it fails soon: what is asked of a
 * master that is away is refused, until another one has its place.
 */
export function clusterClient(place: RedisPlace, redis: AppConfig['redis'], options: RedisOptions): Redis {
  const cluster = new Cluster([...place.clusterNodes], {
    lazyConnect: true,
    enableOfflineQueue: false,
    // Names stay names: certificates are for them.
    dnsLookup: (address, callback) => {
      callback(null, address);
    },
    clusterRetryStrategy: retryDelay,
    maxRedirections: MOST_REDIRECTIONS,
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    slotsRefreshTimeout: redis.answerTimeoutMs,
    slotsRefreshInterval: REFRESH_SLOTS_MS,
    redisOptions: { ...access(place, redis), ...options },
  });
  cluster.on('+node', (node: Redis) => {
    gather(node, redis.answerTimeoutMs);
    // A master that is not connected yet would refuse all but the first of what it is asked.
    if (node.options.readOnly !== true && node.status === 'wait') node.connect().catch(() => undefined);
  });
  return cluster as unknown as Redis;
}

/** Those that take writes: the masters of a cluster, or the one Redis itself. */
export function mastersOf(client: Redis): readonly Redis[] {
  const one: unknown = client;
  return one instanceof Cluster ? one.nodes('master') : [client];
}
