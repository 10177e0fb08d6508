import type { RedisOptions } from 'ioredis';
import { Redis } from 'ioredis';

import { Gathering } from './gathering';

/** A client that hands the commands of one turn to the kernel together, and leaves a connection that is silent. */
export class GatheringRedis extends Redis {
  private readonly gathering: Gathering;

  constructor(
    private readonly answerTimeoutMs: number,
    options: RedisOptions,
    url?: string,
  ) {
    // All that ioredis knows of a client it takes from its arguments, whichever they are; the first that says something counts.
    super(...((url === undefined ? [options] : [options, url]) as [RedisOptions]));
    this.gathering = new Gathering(this, answerTimeoutMs);
  }

  /** Another of the kind. */
  override duplicate(override?: Partial<RedisOptions>): GatheringRedis {
    return new GatheringRedis(this.answerTimeoutMs, { ...this.options, ...override });
  }

  override sendCommand(...args: Parameters<Redis['sendCommand']>): unknown {
    this.gathering.beforeCommand();
    return super.sendCommand(...args);
  }
}
