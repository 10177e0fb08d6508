import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import type { Redis, RedisOptions } from 'ioredis';

import { AppConfig } from '#config/app-config';
import { SECOND_MS } from '#domain/shared/quantities';
import { isRefusal } from './ask-redis';
import { GatheringRedis } from './gathering-redis';
import { RedisWatch } from './redis-watch';
import { writeProbe } from './write-probe';

const LONGEST_RETRY_DELAY_MS = 1000;
const KEEP_ALIVE_MS = 10_000;
/** How long a peer gets to close its end. */
const DISCONNECT_TIMEOUT_MS = 500;

/** Where a client connects to; ioredis reads the rest of a `url` itself. */
type Endpoint = { readonly url: string } | { readonly path: string; readonly db: number };

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

  /** Job records, queue, registry. */
  readonly commands: Redis;
  /** Results. */
  readonly cache: Redis;
  /** For `subscribe` only: a connection that subscribes can do nothing else. */
  readonly subscriber: Redis;
  private readonly watches: readonly RedisWatch[];
  private readonly commandsWatch: RedisWatch;
  private readonly cacheWatch: RedisWatch;
  private readonly subscriberWatch: RedisWatch;
  private readonly workers: Redis[] = [];
  private closed: Promise<void> | undefined;

  constructor(config: AppConfig) {
    this.config = config.redis;
    if (this.config.url === '') throw new Error('No Redis is configured: set BIN2NLP_REDIS__URL.');
    this.commands = this.client('commands', this.config.url);
    this.cache = this.hasOwnCache ? this.client('cache', this.config.cacheUrl) : this.commands;
    this.subscriber = this.client('subscriber', this.config.url);
    this.commandsWatch = new RedisWatch('queue', this.commands, writeProbe, this.logger);
    this.cacheWatch = this.hasOwnCache
      ? new RedisWatch('results', this.cache, writeProbe, this.logger)
      : this.commandsWatch;
    this.subscriberWatch = new RedisWatch('subscriptions', this.subscriber, (client) => client.ping(), this.logger);
    this.watches = [...new Set([this.commandsWatch, this.cacheWatch, this.subscriberWatch])];
  }

  /** Whether results have a Redis of their own. */
  get hasOwnCache(): boolean {
    return this.config.cacheUrl !== '';
  }

  /** Why the Redis of the queue does not serve; `undefined` while it does. */
  get fault(): string | undefined {
    return this.commandsWatch.fault ?? this.subscriberWatch.fault;
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
    for (const watch of this.watches) watch.start();
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
        for (const watch of [this.commandsWatch, this.subscriberWatch]) ends.push(watch.observe(look));
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
    const client = this.make(this.config.url, silenceMs, { maxRetriesPerRequest: null, lazyConnect: false });
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
    for (const watch of this.watches) watch.stop();
    for (const worker of this.workers) worker.disconnect();
    this.closed ??= Promise.all(this.clients().map((client) => this.quit(client))).then(() => undefined);
    return this.closed;
  }

  private clients(): readonly Redis[] {
    return [...new Set([this.commands, this.cache, this.subscriber])];
  }

  private client(name: string, address: string): Redis {
    return this.make(address, this.config.answerTimeoutMs, {
      connectionName: `bin2nlp-${name}`,
      lazyConnect: true,
      disconnectTimeout: DISCONNECT_TIMEOUT_MS,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: this.config.socketTimeoutSeconds * SECOND_MS,
    });
  }

  private make(address: string, silenceMs: number, options: RedisOptions): Redis {
    const place = endpoint(address);
    const all: RedisOptions = {
      ...('path' in place ? place : {}),
      connectTimeout: this.config.connectTimeoutSeconds * SECOND_MS,
      keepAlive: KEEP_ALIVE_MS,
      retryStrategy: retryDelay,
      ...options,
    };
    return new GatheringRedis(silenceMs, all, 'url' in place ? place.url : undefined);
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
