import { RawHttp } from '#test/support/raw-http';

const BEGIN = 'HTTP/1.1 ';
const DEADLINE_MS = 120_000;

/** Sends so many requests over one connection without waiting for an answer. Resolves to the answers that came until it ended. */
export async function sendAhead(url: string, path: string, count: number): Promise<number> {
  const client = await RawHttp.connect(url);
  const counter = new AnswerCounter(count);
  client.socket.removeAllListeners('data').on('data', (chunk: Buffer) => {
    counter.take(chunk);
  });
  client.send(`GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`.repeat(count));
  const deadline = setTimeout(() => {
    client.end();
  }, DEADLINE_MS);
  await Promise.race([counter.all, client.closed()]);
  clearTimeout(deadline);
  client.end();
  return counter.seen;
}

/** The same of a client that reads nothing, and goes away after a while. */
export async function sendAheadAndIgnore(url: string, path: string, count: number, ms: number): Promise<void> {
  const client = await RawHttp.connect(url);
  client.socket.pause();
  client.send(`GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`.repeat(count));
  await Promise.race([client.closed(), new Promise((resolve) => setTimeout(resolve, ms))]);
  client.end();
}

/** Counts status lines without keeping what passes. */
class AnswerCounter {
  seen = 0;
  readonly all: Promise<void>;
  private enough: () => void = () => undefined;
  private rest = '';

  constructor(private readonly count: number) {
    this.all = new Promise((resolve) => {
      this.enough = resolve;
    });
  }

  take(chunk: Buffer): void {
    const text = this.rest + chunk.toString('latin1');
    this.seen += text.split(BEGIN).length - 1;
    this.rest = text.slice(-(BEGIN.length - 1));
    if (this.seen >= this.count) this.enough();
  }
}
