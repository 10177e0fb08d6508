import { Redis } from 'ioredis';

/**
 * A client that hands the commands of one turn of the event loop to the kernel together. A write to a socket costs more than all
 * else about a small command, and where many ask at once, many commands come in one turn.
 */
export class GatheringRedis extends Redis {
  private gathering: Redis['stream'] | undefined;

  override sendCommand(...args: Parameters<Redis['sendCommand']>): unknown {
    const { stream } = this as Partial<Pick<Redis, 'stream'>>;
    if (stream !== undefined && stream !== this.gathering) this.gather(stream);
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
