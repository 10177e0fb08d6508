import type { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';

import { isUnavailable } from './ask-redis';
import { explainFault } from './explain-fault';

/** How long a fault may go unnoticed on a connection that nobody uses. */
const LOOK_EVERY_MS = 2000;

/**
 * Knows whether a Redis serves, and says so in one line when that changes, however many attempts there are in between. Served is
 * who gets an answer to a harmless question that stands for all others, such as a write.
 */
export class RedisWatch {
  private timer: NodeJS.Timeout | undefined;
  private state: 'new' | 'serving' | 'away' = 'new';
  private hasServed = false;
  private reason: string | undefined = 'not connected yet';
  private readonly observers = new Set<() => void>();

  constructor(
    private readonly name: string,
    private readonly client: Redis,
    private readonly question: (client: Redis) => Promise<unknown>,
    private readonly logger: Logger,
  ) {
    client.on('error', (error: Error) => {
      // Said of what was asked on a connection that is gone; why it is, has been said before.
      if (!error.message.startsWith("Stream isn't writeable")) this.away(explainFault(error, this.hasServed));
    });
    // A server that only closes says nothing; any other fault is told before that.
    client.on('close', () => {
      if (this.state === 'new') this.away(explainFault(new Error('Connection is closed.')));
    });
    client.on('ready', () => void this.look());
  }

  /** Why it does not serve; `undefined` while it does. */
  get fault(): string | undefined {
    return this.reason;
  }

  start(): void {
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Calls `listener` at each change, and once for now, until the function that it gives is called. */
  observe(listener: () => void): () => void {
    this.observers.add(listener);
    listener();
    return () => {
      this.observers.delete(listener);
    };
  }

  private async look(): Promise<void> {
    try {
      await this.question(this.client);
      this.serves();
    } catch (error) {
      // Without a connection the client only says so; why there is none, it has said before.
      if (this.client.status === 'ready' || !isUnavailable(error)) this.away(explainFault(error, this.hasServed));
    }
  }

  private serves(): void {
    if (this.state === 'serving') return;
    if (this.state === 'away') this.logger.log(`Redis serves again (${this.name})`);
    this.hasServed = true;
    this.change('serving', undefined);
  }

  private away(reason: string): void {
    if (this.state !== 'away') this.logger.warn(`Redis does not serve (${this.name}): ${reason}`);
    this.change('away', reason);
  }

  private change(state: 'serving' | 'away', reason: string | undefined): void {
    this.state = state;
    this.reason = reason;
    for (const observer of [...this.observers]) observer();
  }
}
