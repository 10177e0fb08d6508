import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';

import { AppConfig } from '#config/app-config';
import { askRedis } from './ask-redis';
import { GatheringRedis } from './gathering-redis';

const LONGEST_RETRY_DELAY_MS = 1000;
const KEEP_ALIVE_MS = 10_000;
/** How long a peer gets to close its end. */
const DISCONNECT_TIMEOUT_MS = 500;

/** Where a client connects to; ioredis reads the rest of a `url` itself. */
type Endpoint = { readonly url: string } | { readonly path: string; readonly db: number };

/** A connection of BullMQ's own making. */
export type QueueConnection = Endpoint & {
  readonly connectTimeout: number;
  readonly keepAlive: number;
  readonly maxRetriesPerRequest: null;
  readonly retryStrategy: (attempt: number) => number;
};

/**
 * Every connection to Redis of this process. They come back by themselves after Redis was away; until then whoever asks
 * is refused at once, and a command that was under way is not repeated: nobody knows whether it was done.
 */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisConnections.name);
  private readonly config: AppConfig['redis'];

  /** Job records, queue, registry. */
  readonly commands: Redis;
  /** Results. */
  readonly cache: Redis;
  /** For `subscribe` only: a connection that subscribes can do nothing else. */
  readonly subscriber: Redis;
  private watch: NodeJS.Timeout | undefined;
  private closed: Promise<void> | undefined;

  constructor(config: AppConfig) {
    this.config = config.redis;
    if (this.config.url === '') throw new Error('No Redis is configured: set BIN2NLP_REDIS__URL.');
    this.commands = this.client('commands', this.config.url);
    this.cache = this.config.cacheUrl === '' ? this.commands : this.client('cache', this.config.cacheUrl);
    this.subscriber = this.client('subscriber', this.config.url);
  }

  /** Milliseconds until a command counts as unanswered. */
  get commandTimeoutMs(): number {
    return this.config.socketTimeoutSeconds * 1000;
  }

  /**
   * Connects all. @throws DomainError `SERVICE_UNAVAILABLE` when one does not get through at once; it goes on trying
   * all the same.
   */
  async open(): Promise<void> {
    this.watch ??= setInterval(() => {
      this.dropDeadOnes();
    }, this.commandTimeoutMs).unref();
    await askRedis('connect to Redis', async () => {
      await Promise.all(this.clients().map((client) => client.connect()));
    });
  }

  /**
   * What BullMQ connects with. Its workers must wait for Redis to come back, so these clients never give up a command:
   * who produces sets a deadline (`askRedisWithin`).
   */
  forQueue(): QueueConnection {
    return {
      ...endpoint(this.config.url),
      connectTimeout: this.config.connectTimeoutSeconds * 1000,
      keepAlive: KEEP_ALIVE_MS,
      maxRetriesPerRequest: null,
      retryStrategy: retryDelay,
    };
  }

  /** What Redis does when its memory is full; `undefined` when it does not say. */
  async evictionPolicy(): Promise<string | undefined> {
    const memory = await askRedis('read the eviction policy', () => this.commands.info('memory'));
    return /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  /** Idempotent. Waits for what is under way while Redis is there. */
  close(): Promise<void> {
    clearInterval(this.watch);
    this.closed ??= Promise.all(this.clients().map((client) => this.quit(client))).then(() => undefined);
    return this.closed;
  }

  private clients(): readonly Redis[] {
    return [...new Set([this.commands, this.cache, this.subscriber])];
  }

  private client(name: string, address: string): Redis {
    const place = endpoint(address);
    const options: RedisOptions = {
      ...('path' in place ? place : {}),
      connectionName: `bin2nlp-${name}`,
      lazyConnect: true,
      disconnectTimeout: DISCONNECT_TIMEOUT_MS,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: this.config.connectTimeoutSeconds * 1000,
      commandTimeout: this.commandTimeoutMs,
      keepAlive: KEEP_ALIVE_MS,
      retryStrategy: retryDelay,
    };
    const client = 'url' in place ? new GatheringRedis(place.url, options) : new GatheringRedis(options);
    this.report(name, client);
    return client;
  }

  /** One line when it goes and one when it comes back, not one for every attempt. */
  private report(name: string, client: Redis): void {
    let away = false;
    client.on('error', (error: Error) => {
      if (!away) this.logger.warn(`Redis is away (${name}): ${error.message}`);
      away = true;
    });
    client.on('ready', () => {
      if (away) this.logger.log(`Redis is back (${name})`);
      away = false;
    });
  }

  /** A peer that vanished without a word leaves a connection that looks alive for a quarter of an hour. */
  private dropDeadOnes(): void {
    for (const client of this.clients()) {
      if (client.status !== 'ready') continue;
      client.ping().catch((error: unknown) => {
        this.logger.warn(`A connection to Redis does not answer and is replaced: ${String(error)}`);
        client.disconnect(true);
      });
    }
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

function retryDelay(attempt: number): number {
  return Math.min(attempt * 50, LONGEST_RETRY_DELAY_MS);
}

/** Reads redis://, rediss://, unix:///path?db=1 and a plain path. */
function endpoint(address: string): Endpoint {
  if (address.startsWith('/')) return { path: address, db: 0 };
  if (!address.startsWith('unix://')) return { url: address };
  const url = new URL(address);
  return { path: decodeURIComponent(url.pathname), db: Number(url.searchParams.get('db') ?? '0') };
}
