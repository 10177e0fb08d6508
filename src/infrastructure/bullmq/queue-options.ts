import type { QueueOptions } from 'bullmq';

import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { QUEUE_PREFIX } from './analysis-delivery';

/**
 * BullMQ's queues are on the connection of all other commands (in a cluster on one of its kind), which fails at once while Redis is
 * away. With a connection that waits for Redis nobody would know of a submission whether it is still to come.
 */
export function queueOptions({ queue }: RedisConnections): QueueOptions {
  return {
    connection: queue,
    prefix: QUEUE_PREFIX,
    // They are made before Redis is there. Whether it is new enough is found out at start.
    skipWaitingForReady: true,
    skipVersionCheck: true,
    skipMetasUpdate: true,
  };
}
