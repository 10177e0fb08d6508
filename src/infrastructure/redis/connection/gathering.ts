import type { Redis } from 'ioredis';

import { SilenceWatch } from './silence-watch';

/**
 * What is done before each command of one client: the commands of one turn of the event loop are handed to the kernel together, since
 * a write to a socket costs more than all else about a small command, and where many ask at once, many commands come in one turn. A
 * connection that is silent for `answerTimeoutMs` although answers are due is left.
 */
export class Gathering {
  private gathering: Redis['stream'] | undefined;
  private readonly silence: SilenceWatch;

  constructor(
    private readonly client: Redis,
    answerTimeoutMs: number,
  ) {
    this.silence = new SilenceWatch(client, answerTimeoutMs);
  }

  beforeCommand(): void {
    const { stream } = this.client as Partial<Pick<Redis, 'stream'>>;
    if (stream === undefined) return;
    if (stream !== this.gathering) this.gather(stream);
    this.silence.expectAnswer(stream);
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

/** For a client that somebody else has made. */
export function gather(client: Redis, answerTimeoutMs: number): void {
  const gathering = new Gathering(client, answerTimeoutMs);
  const send = client.sendCommand.bind(client);
  client.sendCommand = (...args) => {
    gathering.beforeCommand();
    return send(...args);
  };
}
