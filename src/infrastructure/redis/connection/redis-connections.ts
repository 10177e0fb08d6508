import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import type { Redis, RedisOptions } from 'ioredis';

import { AppConfig } from '#config/app-config';
import type { RedisPlace } from '#config/redis-place';
import { queuePlace, resultsPlace } from '#config/redis-place';
import { SECOND_MS } from '#domain/shared/quantities';
import { isRefusal } from './ask-redis';
import { clientOptions } from './client-options';
import { clusterClient } from './cluster-client';
import { hearFurtherErrors } from './further-errors';
import { GatheringRedis } from './gathering-redis';
import { RedisWatch } from './redis-watch';
import { writeProbe } from './write-probe';

/** How long a peer gets to close its end. */
const DISCONNECT_TIMEOUT_MS = 500;

/** Redis answers, but will not do what it is asked however long one waits: a password, a right, or the address is wrong. */
export class RedisRefuses extends Error {
  override readonly name = 'RedisRefuses';
}

/**
 * Every connection to Redis of this process. They come back by themselves after Redis was away; until then whoever asks
 * is refused at once, and a command that was under way is not repeated: nobody knows whether it was done.
 */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisConnections.name);
  private readonly config: AppConfig['redis'];

  /** Job records, registry; in a cluster a client of all its masters, with the same commands. */
  readonly commands: Redis;
  /** For BullMQ's queues, which are in one slot of a cluster: a connection to the master that serves it; else that of all commands. */
  readonly queue: Redis;
  /** Results. */
  readonly cache: Redis;
  /** For `subscribe` only: a connection that subscribes can do nothing else. */
  readonly subscriber: Redis;
  /** Of what the queue needs: while one of them has a fault, it does not serve. */
  private readonly queueWatches: readonly RedisWatch[];
  private readonly cacheWatch: RedisWatch;
  private readonly place: RedisPlace;
  /** Whether results have a Redis of their own. */
  readonly hasOwnCache: boolean;
  /** Whether the queue is in a cluster. */
  readonly isCluster: boolean;
  private readonly workers: Redis[] = [];
  private closed: Promise<void> | undefined;

  constructor(config: AppConfig) {
    hearFurtherErrors();
    this.config = config.redis;
    const place = queuePlace(config.redis);
    if (place === undefined) throw new Error('No Redis is configured: set BIN2NLP_REDIS__URL.');
    this.place = place;
    const own = resultsPlace(config.redis);
    const isCluster = place.clusterNodes.length > 0;
    this.isCluster = isCluster;
    this.hasOwnCache = own !== undefined;
    this.commands = this.client('commands', place);
    this.queue = isCluster ? this.single('queue', place) : this.commands;
    this.cache = own === undefined ? this.commands : this.client('cache', own);
    this.subscriber = this.single('subscriber', place);
    const watch = (name: string, client: Redis, question: (client: Redis) => Promise<unknown>): RedisWatch =>
      new RedisWatch(name, client, question, this.logger);
    const ping = (client: Redis): Promise<unknown> => client.ping();
    const records = watch(isCluster ? 'records' : 'queue', this.commands, writeProbe);
    this.queueWatches = [
      records,
      ...(isCluster ? [watch('queue', this.queue, writeProbe)] : []),
      watch('subscriptions', this.subscriber, ping),
    ];
    this.cacheWatch = this.hasOwnCache ? watch('results', this.cache, writeProbe) : records;
  }

  /** Why the Redis of the queue does not serve; `undefined` while it does. */
  get fault(): string | undefined {
    return this.queueWatches.map(({ fault }) => fault).find((fault) => fault !== undefined);
  }

  /** The same of the Redis of the results. */
  get cacheFault(): string | undefined {
    return this.cacheWatch.fault;
  }

  /** Begins to connect, and goes on trying. Idempotent. */
  open(): void {
    for (const client of this.clients()) {
      // What goes wrong is told by the client's own events.
      if (client.status === 'wait') client.connect().catch(() => undefined);
    }
    for (const watch of this.watches()) watch.start();
  }

  /**
   * Resolves once the Redis of the queue serves, or the signal aborts; results may be away.
   * @throws RedisRefuses when waiting would not help.
   */
  async serving(signal?: AbortSignal): Promise<void> {
    const ends: (() => void)[] = [];
    try {
      await new Promise<void>((resolve, reject) => {
        const look = (): void => {
          const reason = this.fault;
          if (reason === undefined || signal?.aborted === true) resolve();
          else if (isRefusal(reason)) reject(new RedisRefuses(reason));
        };
        signal?.addEventListener('abort', look, { once: true });
        for (const watch of this.queueWatches) ends.push(watch.observe(look));
      });
    } finally {
      for (const end of ends) end();
    }
  }

  /** Whether the Redis of the queue answers now. Never rejects; takes no longer than an answer may. */
  async answers(): Promise<boolean> {
    return this.commands.ping().then(
      () => true,
      () => false,
    );
  }

  /**
   * A connection for a worker of BullMQ, which makes one more after it. Such a worker must wait for Redis to come back, so it never
   * gives up a command; when it hears nothing for longer than a wait for work lasts, it takes a new connection.
   * @param longestWaitMs for which the worker lets Redis be silent.
   */
  forWorker(longestWaitMs: number): Redis {
    const silenceMs = longestWaitMs + this.config.socketTimeoutSeconds * SECOND_MS;
    const { options, url } = clientOptions(this.place, this.config);
    const client = new GatheringRedis(silenceMs, { ...options, maxRetriesPerRequest: null, lazyConnect: false }, url);
    // Told by the watch on the others.
    client.on('error', () => undefined);
    this.workers.push(client);
    return client;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  /** Idempotent. Waits for what is under way while Redis is there. */
  close(): Promise<void> {
    for (const watch of this.watches()) watch.stop();
    for (const worker of this.workers) worker.disconnect();
    this.closed ??= Promise.all(this.clients().map((client) => this.quit(client))).then(() => undefined);
    return this.closed;
  }

  private clients(): readonly Redis[] {
    return [...new Set([this.commands, this.queue, this.cache, this.subscriber])];
  }

  private watches(): readonly RedisWatch[] {
    return [...new Set([...this.queueWatches, this.cacheWatch])];
  }

  /** Of all keys. */
  private client(name: string, place: RedisPlace): Redis {
    if (place.clusterNodes.length === 0) return this.single(name, place);
    return clusterClient(place, this.config, {
      ...this.impatient(name),
      connectTimeout: this.config.connectTimeoutSeconds * SECOND_MS,
    });
  }

  private single(name: string, place: RedisPlace): Redis {
    const { options, url } = clientOptions(place, this.config);
    const all = { ...options, ...this.impatient(name), lazyConnect: true, enableOfflineQueue: false };
    return new GatheringRedis(this.config.answerTimeoutMs, all, url);
  }

  private impatient(name: string): RedisOptions {
    return {
      connectionName: `bin2nlp-${name}`,
      disconnectTimeout: DISCONNECT_TIMEOUT_MS,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: this.config.socketTimeoutSeconds * SECOND_MS,
    };
  }

  private async quit(client: Redis): Promise<void> {
    if (client.status !== 'ready') {
      client.disconnect();
      return;
    }
    try {
      await client.quit();
    } catch (error) {
      this.logger.debug(`Redis went away while its connection was closed: ${String(error)}`);
      client.disconnect();
    }
  }
}
