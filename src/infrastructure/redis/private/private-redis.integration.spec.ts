import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Redis } from 'ioredis';

import { eventually } from '#test/support/eventually';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { PrivateRedis } from './private-redis';

let directory: TemporaryDirectory;
const running: PrivateRedis[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  directory = await TemporaryDirectory.create();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((redis) => redis.stop()));
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await directory.remove();
});

async function start(dataDir = directory.path): Promise<PrivateRedis> {
  const redis = await PrivateRedis.start(dataDir);
  running.push(redis);
  return redis;
}

async function withClient<Answer>(
  redis: Pick<PrivateRedis, 'url'>,
  use: (client: Redis) => Promise<Answer>,
): Promise<Answer> {
  const client = new Redis({ path: redis.url });
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

/** A process that nobody has buried yet is not alive. */
function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

describe('PrivateRedis', () => {
  it('keeps what was written over a stop and a start', async () => {
    const first = await start();
    await withClient(first, (client) => client.set('colour', 'green'));
    await first.stop();
    expect(existsSync(first.url)).toBe(false);
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await withClient(second, (client) => client.get('colour'))).toBe('green');
  });

  it('listens on no port, loses nothing to a full memory, and writes everything to disk', async () => {
    const redis = await start();
    const settings = await withClient(redis, (client) =>
      client.config('GET', 'port', 'maxmemory-policy', 'appendonly'),
    );
    expect(settings).toEqual(
      expect.arrayContaining(['port', '0', 'maxmemory-policy', 'noeviction', 'appendonly', 'yes']),
    );
  });

  it('does not get the Ctrl-C of the terminal', async () => {
    const redis = await start();
    const [, , , , group] = (await readFile(`/proc/${redis.pid}/stat`, 'utf8')).replace(/\(.*\)/, '()').split(' ');
    expect(Number(group)).toBe(redis.pid);
  });

  it('takes a short path for its socket when the data directory has a long one', async () => {
    const long = join(directory.path, 'x'.repeat(120));
    await mkdir(long);
    const redis = await start(long);
    expect(redis.url.length).toBeLessThanOrEqual(107);
    expect(await withClient(redis, (client) => client.ping())).toBe('PONG');
    await redis.stop();
    expect(existsSync(dirname(redis.url))).toBe(false);
  });

  it('stops as often as it is told to', async () => {
    const redis = await start();
    await Promise.all([redis.stop(), redis.stop()]);
    await redis.stop();
    expect(isAlive(redis.pid)).toBe(false);
  });
});

describe('PrivateRedis without a redis-server', () => {
  it('says what to run', async () => {
    const child = spawnParent({ PATH: join(directory.path, 'nothing') });
    const [said] = (await once(child.stderr, 'data')) as [Buffer];
    expect(said.toString()).toContain('run docker/install-system-packages.sh');
  });
});

describe('PrivateRedis on a data directory that is in use', () => {
  it('refuses, names the process that has it, and leaves that one alone', async () => {
    const first = await start();
    await expect(PrivateRedis.start(directory.path)).rejects.toThrow(
      new RegExp(`in use by process ${process.pid} .*${first.pid}`),
    );
    expect(await withClient(first, (client) => client.ping())).toBe('PONG');
  });

  it('lets exactly one of several that start at once have it', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => start()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('PrivateRedis after a crash', () => {
  it('is started again when the server dies, with what it had written', async () => {
    const redis = await start();
    await withClient(redis, (client) => client.set('colour', 'green'));
    const { pid } = redis;
    process.kill(pid, 'SIGKILL');
    await eventually(() => {
      expect(redis.pid).not.toBe(pid);
    });
    await eventually(async () => {
      expect(await withClient(redis, (client) => client.get('colour'))).toBe('green');
    });
  });

  it('ends with a parent that is killed, and its successor has what was written', async () => {
    const parent = await startParent('kill with me');
    await withClient(parent.redis, (client) => client.set('colour', 'green'));
    parent.process.kill('SIGKILL');
    await eventually(() => {
      expect(isAlive(parent.redis.pid)).toBe(false);
    });
    expect(await withClient(await start(), (client) => client.get('colour'))).toBe('green');
  });

  it('stops one that has outlived its parent, and takes its place', async () => {
    const parent = await startParent('outlive me');
    await withClient(parent.redis, (client) => client.set('colour', 'green'));
    parent.process.kill('SIGKILL');
    await once(parent.process, 'exit');
    expect(isAlive(parent.redis.pid)).toBe(true);
    const successor = await start();
    expect(isAlive(parent.redis.pid)).toBe(false);
    expect(await withClient(successor, (client) => client.get('colour'))).toBe('green');
  });
});

interface Parent {
  readonly process: ChildProcess;
  readonly redis: Pick<PrivateRedis, 'url' | 'pid'>;
}

/** A process of its own that has a private Redis. One without setpriv cannot ask the kernel to end its server with it. */
async function startParent(server: 'kill with me' | 'outlive me'): Promise<Parent> {
  const child = spawnParent(server === 'outlive me' ? { PATH: await pathWithoutSetpriv() } : undefined);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { process: child, redis: JSON.parse(said.toString()) as Parent['redis'] };
}

function spawnParent(env: NodeJS.ProcessEnv | undefined): ChildProcessByStdio<null, Readable, Readable> {
  const program = `
    const { PrivateRedis } = require('#infrastructure/redis/private/private-redis');
    PrivateRedis.start(process.argv[1]).then(
      ({ url, pid }) => console.log(JSON.stringify({ url, pid })),
      (error) => console.error(error.message),
    );`;
  const hook = require.resolve('#test/support/run-typescript.cjs');
  const child = spawn(process.execPath, ['--require', hook, '-e', program, directory.path], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(env && { env }),
  });
  children.push(child);
  return child;
}

async function pathWithoutSetpriv(): Promise<string> {
  const programs = join(directory.path, 'programs');
  await mkdir(programs);
  for (const name of ['redis-server', 'flock']) await symlink(join('/usr/bin', name), join(programs, name));
  return programs;
}
