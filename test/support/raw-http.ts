import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client that sends exactly the bytes that a test writes, over one connection. */
export class RawHttp {
  private received = Buffer.alloc(0);
  private ended = false;
  private wake: () => void = () => undefined;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake();
    });
    // A server that has had enough may reset the connection.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  static async connect(url: string): Promise<RawHttp> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new RawHttp(socket);
  }

  /** One connection, one request, one answer; the connection is closed then. */
  static async ask(url: string, ...lines: readonly string[]): Promise<RawAnswer> {
    const client = await RawHttp.connect(url);
    try {
      client.send(lines.join('\r\n'));
      return await client.answer();
    } finally {
      client.end();
    }
  }

  send(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  /** All that has come and was no answer yet. */
  get text(): string {
    return this.received.toString('latin1');
  }

  get isClosed(): boolean {
    return this.ended;
  }

  /** The next answer that is no `100 Continue`. @throws Error when the connection ends without one. */
  async answer(): Promise<RawAnswer> {
    for (;;) {
      const answer = this.take();
      if (answer !== undefined && answer.status !== 100) return answer;
      if (answer !== undefined) continue;
      if (this.ended) throw new Error(`The connection ended after ${JSON.stringify(this.text.slice(0, 200))}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** Resolves when the server has closed the connection, or reset it. */
  async closed(): Promise<void> {
    if (!this.ended)
      await new Promise<void>((resolve) =>
        this.socket.once('close', () => {
          resolve();
        }),
      );
  }

  end(): void {
    this.socket.destroy();
  }

  private take(): RawAnswer | undefined {
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd < 0) return undefined;
    const [first = '', ...lines] = this.received.subarray(0, headEnd).toString('latin1').split('\r\n');
    const status = Number(first.split(' ')[1]);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const length = status === 100 ? 0 : Number(headers['content-length'] ?? '0');
    const end = headEnd + 4 + length;
    if (this.received.length < end) return undefined;
    const body = this.received.subarray(headEnd + 4, end).toString();
    this.received = this.received.subarray(end);
    return { status, headers, body };
  }
}
