import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Stands between a service and its Redis, and can let the connections of now go silent, as a firewall or a dead node does. */
export class RedisRelay {
  private readonly passed = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly path: string,
  ) {}

  static async start(path: string, redisPath: string): Promise<RedisRelay> {
    const server = createServer();
    const relay = new RedisRelay(server, path);
    server.on('connection', (near) => {
      relay.pass(near, connect(redisPath));
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return relay;
  }

  /** Nothing comes through any more on what is connected now; nobody is told. New connections are passed. */
  hush(): number {
    const hushed = this.passed.size / 2;
    for (const socket of this.passed) {
      socket.unpipe();
      socket.removeAllListeners('data');
      socket.resume();
    }
    this.passed.clear();
    return hushed;
  }

  async stop(): Promise<void> {
    for (const socket of this.passed) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(near: Socket, far: Socket): void {
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.passed.add(one);
      one.pipe(other);
      one.on('error', () => undefined);
      one.once('close', () => {
        this.passed.delete(one);
        other.destroy();
      });
    }
  }
}
