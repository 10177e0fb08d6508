import type { Socket } from 'node:net';
import { createConnection } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { RedisOptions } from 'ioredis';
import { AbstractConnector, Redis } from 'ioredis';

import type { HostAndPort } from '#config/redis-place';
import { retryDelay } from './retry-delay';

/** Of `{bin2nlp}`, which all keys of the queue have: their slot in every cluster. */
export const QUEUE_SLOT = 9036;

/** As ioredis says it when a client is closed while it connects. */
const CLOSED = 'Connection is closed.';

type Connector = NonNullable<RedisOptions['Connector']>;

/**
 * Has a client of one connection follow the master that serves the queue's slot of a cluster, as a Sentinel would have it follow its
 * master. So whoever knows nothing of clusters, and touches keys of that slot only, can work with one; and what is published
 * anywhere in a cluster is heard from every node of it.
 *
 * @param nodes Some of the cluster. Others are learnt from them.
 * @param answerTimeoutMs How long one of them may take to say who serves the slot.
 */
export function slotConnector(nodes: readonly HostAndPort[], answerTimeoutMs: number): Connector {
  return class extends SlotConnector {
    constructor(options: unknown) {
      super(options as RedisOptions, nodes, answerTimeoutMs);
    }
  };
}

class SlotConnector extends AbstractConnector {
  private known: readonly HostAndPort[];

  constructor(
    private readonly options: RedisOptions,
    private readonly nodes: readonly HostAndPort[],
    private readonly answerTimeoutMs: number,
  ) {
    super(options.disconnectTimeout ?? 0);
    this.known = nodes;
  }

  /** A replica serves nobody here. */
  override check(info: { readonly role?: string }): boolean {
    return info.role === undefined || info.role === 'master';
  }

  /** Goes on until it finds one or is told to stop: to ioredis a connector that rejects is one that has given up. */
  override async connect(tell: (type: string, error: Error) => void): Promise<Socket> {
    this.connecting = true;
    const place = await this.find(tell);
    const { tls } = this.options;
    const stream: Socket = tls === undefined ? createConnection(place) : connectTls({ ...place, ...tls });
    stream.once('error', (error) => {
      this.firstError = error;
    });
    // As further-errors.ts does.
    stream.on('error', () => undefined);
    this.stream = stream;
    return stream;
  }

  private async find(tell: (type: string, error: Error) => void): Promise<HostAndPort> {
    for (let attempt = 1; this.connecting; attempt += 1) {
      let fault = new Error(`No master serves slot ${QUEUE_SLOT}`);
      for (const node of this.candidates()) {
        try {
          const master = await this.ask(node);
          // A method: it may have been told to stop meanwhile.
          if (!this.isWanted()) break;
          if (master !== undefined) return master;
        } catch (error) {
          fault = error as Error;
        }
      }
      if (!this.isWanted()) break;
      tell('error', fault);
      await delay(retryDelay(attempt));
    }
    throw new Error(CLOSED);
  }

  private isWanted(): boolean {
    return this.connecting;
  }

  private candidates(): readonly HostAndPort[] {
    const all = [...this.known, ...this.nodes].map((node) => [`${node.host}:${node.port}`, node] as const);
    return [...new Map(all).values()];
  }

  /** Who serves the slot, as `node` sees it. */
  private async ask(node: HostAndPort): Promise<HostAndPort | undefined> {
    const { username, password, tls, connectTimeout } = this.options;
    const client = new Redis({
      ...node,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(tls !== undefined && { tls }),
      ...(connectTimeout !== undefined && { connectTimeout }),
      commandTimeout: this.answerTimeoutMs,
      lazyConnect: true,
      enableReadyCheck: false,
      retryStrategy: () => null,
    });
    let lost: Error | undefined;
    client.on('error', (error: Error) => (lost = error));
    try {
      const ranges = readRanges(await client.cluster('SLOTS'), node);
      const masters = ranges.map(({ master }) => master);
      if (masters.length > 0) this.known = masters;
      return ranges.find(({ first, last }) => first <= QUEUE_SLOT && QUEUE_SLOT <= last)?.master;
    } catch (error) {
      throw lost ?? error;
    } finally {
      client.disconnect();
    }
  }
}

interface SlotRange {
  readonly first: number;
  readonly last: number;
  readonly master: HostAndPort;
}

/** Of the answer to CLUSTER SLOTS: first, last, master, replicas; each node as host, port, id. No host: that of whoever answers. */
function readRanges(answer: unknown, asked: HostAndPort): readonly SlotRange[] {
  return (answer as readonly (readonly unknown[])[]).flatMap(([first, last, master]) => {
    const [host, port] = (master ?? []) as readonly unknown[];
    if (typeof port !== 'number') return [];
    const known = typeof host === 'string' && host !== '' && host !== '?' ? host : asked.host;
    return [{ first: Number(first), last: Number(last), master: { host: known, port } }];
  });
}
