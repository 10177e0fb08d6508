import type { Redis } from 'ioredis';

/** How often a silent connection is looked at before it is given up. */
const LOOKS = 4;

/** What of a client ioredis does not declare: the commands that are sent and not answered. */
interface Unanswered {
  readonly commandQueue: { readonly length: number };
}

/**
 * Ends a connection from which nothing comes although answers are due: a server that hangs, or a peer that is gone without a word.
 * What was asked on it fails then, and what is asked next fails at once until a new connection serves. ioredis's own
 * `socketTimeout` counts on when a connection was replaced, and takes its own late turn for the silence of the peer.
 */
export class SilenceWatch {
  private timer: NodeJS.Timeout | undefined;
  private stream: Redis['stream'] | undefined;
  private received = 0;
  private silentLooks = 0;

  constructor(
    private readonly client: Redis,
    private readonly limitMs: number,
  ) {}

  /** A command is sent on `stream`. */
  expectAnswer(stream: Redis['stream']): void {
    if (this.timer !== undefined && this.stream === stream) return;
    clearTimeout(this.timer);
    this.stream = stream;
    this.begin(stream);
    this.lookLater(stream);
  }

  private begin(stream: Redis['stream']): void {
    this.received = stream.bytesRead;
    this.silentLooks = 0;
  }

  /** After the turn in which what has come meanwhile is read: time in which this process did not run is nobody's silence. */
  private lookLater(stream: Redis['stream']): void {
    this.timer = setTimeout(() => {
      setImmediate(() => {
        this.look(stream);
      });
    }, this.limitMs / LOOKS).unref();
  }

  private look(stream: Redis['stream']): void {
    if (this.stream !== stream) return;
    this.timer = undefined;
    if (stream.destroyed || (this.client as unknown as Unanswered).commandQueue.length === 0) return;
    if (stream.bytesRead === this.received) this.silentLooks += 1;
    else this.begin(stream);
    if (this.silentLooks < LOOKS) this.lookLater(stream);
    else stream.destroy(new Error(`No answer within ${this.limitMs} ms`));
  }
}
