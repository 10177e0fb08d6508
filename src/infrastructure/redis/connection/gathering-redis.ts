import type { RedisOptions } from 'ioredis';
import { Redis } from 'ioredis';

import { SilenceWatch } from './silence-watch';

/**
 * A client that hands the commands of one turn of the event loop to the kernel together. A write to a socket costs more than all
 * else about a small command, and where many ask at once, many commands come in one turn. It leaves a connection that is silent for
 * `answerTimeoutMs` although answers are due.
 */
export class GatheringRedis extends Redis {
  private gathering: Redis['stream'] | undefined;
  private readonly silence: SilenceWatch;

  constructor(
    private readonly answerTimeoutMs: number,
    options: RedisOptions,
    url?: string,
  ) {
    // All that ioredis knows of a client it takes from its arguments, whichever they are.
    super(...((url === undefined ? [options] : [url, options]) as [RedisOptions]));
    this.silence = new SilenceWatch(this, answerTimeoutMs);
  }

  /** Another of the kind. */
  override duplicate(override?: Partial<RedisOptions>): GatheringRedis {
    return new GatheringRedis(this.answerTimeoutMs, { ...this.options, ...override });
  }

  override sendCommand(...args: Parameters<Redis['sendCommand']>): unknown {
    const { stream } = this as Partial<Pick<Redis, 'stream'>>;
    if (stream !== undefined) {
      if (stream !== this.gathering) this.gather(stream);
      this.silence.expectAnswer(stream);
    }
    return super.sendCommand(...args);
  }

  private gather(stream: Redis['stream']): void {
    this.gathering = stream;
    stream.cork();
    setImmediate(() => {
      if (this.gathering === stream) this.gathering = undefined;
      stream.uncork();
    });
  }
}
