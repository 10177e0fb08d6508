import { AppConfig } from '#config/app-config';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { PrivateRedis } from '#infrastructure/redis/private/private-redis';
import { TemporaryDirectory } from './temporary-directory';

/** A redis-server of a test's own, on a socket in a directory of its own: any number of them run side by side. */
export class TemporaryRedis {
  private readonly opened: RedisConnections[] = [];
  private isKilled = false;

  private constructor(
    readonly directory: TemporaryDirectory,
    private server: PrivateRedis,
  ) {}

  static async start(): Promise<TemporaryRedis> {
    const directory = await TemporaryDirectory.create();
    return new TemporaryRedis(directory, await PrivateRedis.start(directory.path));
  }

  /** For `redis.url`. */
  get url(): string {
    return this.server.url;
  }

  get pid(): number {
    return this.server.pid;
  }

  /** The default configuration with this Redis and this directory; `sections` overrides whole settings of a section. */
  config(sections: { readonly [Name in keyof AppConfig]?: Partial<AppConfig[Name]> } = {}): AppConfig {
    const config = new AppConfig();
    Object.assign(config.redis, { url: this.url });
    Object.assign(config.storage, { dataDir: this.directory.path });
    for (const [name, settings] of Object.entries(sections)) {
      if (typeof settings === 'object') Object.assign(config[name as keyof AppConfig], settings);
      else Object.assign(config, { [name]: settings });
    }
    return config;
  }

  /** Open connections, closed by `stop`. */
  async connect(config: AppConfig = this.config()): Promise<RedisConnections> {
    const connections = new RedisConnections(config);
    this.opened.push(connections);
    connections.open();
    await connections.serving();
    return connections;
  }

  /** After a SIGSTOP. One that was killed and is not back yet has nothing to go on with. */
  goOn(): void {
    try {
      process.kill(this.pid, 'SIGCONT');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** Killed with SIGKILL, and away until `revive`. */
  async kill(): Promise<void> {
    this.isKilled = true;
    process.kill(this.pid, 'SIGKILL');
    await this.server.stop();
  }

  /** Resolves once it answers again, at the same place, with what it had written. Nothing to do where it runs. */
  async revive(): Promise<void> {
    if (!this.isKilled) return;
    this.server = await PrivateRedis.start(this.directory.path);
    this.isKilled = false;
  }

  async stop(): Promise<void> {
    await Promise.all(this.opened.map((connections) => connections.close()));
    await this.server.stop();
    await this.directory.remove();
  }
}
