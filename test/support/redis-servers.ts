import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';

import { eventually } from './eventually';
import { TemporaryDirectory } from './temporary-directory';

const HOST = '127.0.0.1';
/** The bus of a cluster is 10,000 above, and must be a port as well. */
const [LOWEST_PORT, PORTS, BUS] = [20_000, 12_000, 10_000];
const SLOTS = 16_384;

type Masters = readonly [RedisServer, RedisServer, RedisServer];
type Settings = Readonly<Record<string, string>>;

/** One redis-server, or one Sentinel, on a port of its own. */
export class RedisServer {
  constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    /** For a test that administers it, however busy the machine is. */
    readonly admin: Redis,
  ) {}

  get address(): string {
    return `${HOST}:${this.port}`;
  }

  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  async end(): Promise<void> {
    this.admin.disconnect();
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'close');
  }
}

/** Real servers on loopback, with their data in one directory, that end with it. */
export class RedisServers {
  private readonly all: RedisServer[] = [];

  private constructor(readonly directory: TemporaryDirectory) {}

  static async create(): Promise<RedisServers> {
    return new RedisServers(await TemporaryDirectory.create());
  }

  /** Resolves once it answers. */
  async start(settings: Settings = {}, mode: readonly string[] = [], port?: number): Promise<RedisServer> {
    const own = port ?? (await freePort());
    const place = join(this.directory.path, String(own));
    await mkdir(place);
    const config = join(place, 'redis.conf');
    const all = { port: String(own), bind: HOST, dir: place, save: '', ...settings };
    await writeFile(
      config,
      Object.entries(all)
        .map(([name, value]) => `${name} ${value === '' ? '""' : value}\n`)
        .join(''),
    );
    const child = spawn('redis-server', [config, ...mode], { stdio: 'ignore' });
    const { requirepass: password } = settings;
    const admin = new Redis({
      host: HOST,
      port: own,
      maxRetriesPerRequest: null,
      ...(password !== undefined && { password }),
    });
    admin.on('error', () => undefined);
    const server = new RedisServer(own, child, admin);
    this.all.push(server);
    if (settings['port'] !== '0') await eventually(() => admin.call('PING'));
    return server;
  }

  /** A master, a replica that has its data, and three Sentinels that give the master up after a second. */
  async startSentinels(
    name: string,
    password: string,
  ): Promise<{ master: RedisServer; sentinels: readonly RedisServer[] }> {
    const secret = { requirepass: password, masterauth: password, 'repl-diskless-sync-delay': '0', appendonly: 'yes' };
    const master = await this.start(secret);
    const replica = await this.start({ ...secret, replicaof: `${HOST} ${master.port}` });
    await untilInStep(replica);
    const sentinels = await Promise.all(
      [0, 1, 2].map(async () => {
        const monitor = `monitor ${name} ${HOST} ${master.port} 2\nsentinel auth-pass ${name} ${password}`;
        const timing = `down-after-milliseconds ${name} 1000\nsentinel failover-timeout ${name} 4000`;
        return this.start({ sentinel: `${monitor}\nsentinel ${timing}`, save: '' }, ['--sentinel']);
      }),
    );
    for (const { admin } of sentinels)
      await eventually(async () => {
        const others = (await admin.call('SENTINEL', 'SENTINELS', name)) as readonly unknown[];
        const replicas = (await admin.call('SENTINEL', 'REPLICAS', name)) as readonly unknown[];
        if (others.length < 2 || replicas.length < 1) throw new Error('The Sentinels do not know each other yet');
      });
    return { master, sentinels };
  }

  /** Three masters, in the order of their slots, and a replica that has its data for each. */
  async startCluster(): Promise<Masters> {
    const node = {
      'cluster-enabled': 'yes',
      'cluster-node-timeout': '1500',
      'cluster-replica-validity-factor': '0',
      'repl-diskless-sync-delay': '0',
      appendonly: 'yes',
    };
    const nodes = await Promise.all(Array.from({ length: 6 }, () => this.start(node)));
    const [first, ...others] = nodes as [...Masters, ...RedisServer[]];
    for (const [at, { admin }] of nodes.slice(0, 3).entries()) {
      const [from, to] = [at, at + 1].map((third) => Math.floor((third * SLOTS) / 3)) as [number, number];
      await admin.call('CLUSTER', 'ADDSLOTSRANGE', from, to - 1);
      // Epochs of their own: else they would have to agree on them first.
      await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', at + 1);
    }
    for (const { port } of others) await first.admin.call('CLUSTER', 'MEET', HOST, port);
    for (const [at, replica] of nodes.slice(3).entries()) {
      const id = String(await nodes[at]?.admin.call('CLUSTER', 'MYID'));
      await eventually(() => replica.admin.call('CLUSTER', 'REPLICATE', id));
    }
    await Promise.all(nodes.slice(3).map(untilInStep));
    for (const { admin } of nodes)
      await eventually(async () => {
        const state = String(await admin.call('CLUSTER', 'INFO'));
        if (!state.includes('cluster_state:ok') || !state.includes('cluster_known_nodes:6')) throw new Error(state);
        const slots = (await admin.call('CLUSTER', 'SLOTS')) as readonly unknown[][];
        if (slots.length !== 3 || slots.some((range) => range.length !== 4))
          throw new Error('Not all replicas are known');
      });
    return [first, nodes[1] ?? first, nodes[2] ?? first];
  }

  async end(): Promise<void> {
    await Promise.all(this.all.map((server) => server.end()));
    await this.directory.remove();
  }
}

/** It can take its master's place only then. */
async function untilInStep({ admin }: RedisServer): Promise<void> {
  await eventually(async () => {
    if (!(await admin.info('replication')).includes('master_link_status:up')) throw new Error('Not in step yet');
  });
}

export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST_PORT + Math.floor(Math.random() * PORTS);
    if ((await isFree(port)) && (await isFree(port + BUS))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, HOST, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
