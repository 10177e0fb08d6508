import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { eventually } from '#test/support/eventually';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisConnections } from './redis-connections';

let redis: TemporaryRedis;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
});

afterAll(async () => {
  await redis.stop();
});

describe('RedisConnections', () => {
  it.each(['', 'unix://'])('connects to a socket given as %spath', async (scheme) => {
    const connections = await redis.connect(redis.config({ redis: { url: `${scheme}${redis.url}` } }));
    expect(await connections.commands.ping()).toBe('PONG');
  });

  it('takes the database from the URL', async () => {
    const other = await redis.connect(redis.config({ redis: { url: `unix://${redis.url}?db=3` } }));
    await other.commands.set('colour', 'green');
    expect(await (await redis.connect()).commands.get('colour')).toBeNull();
    const { options } = other.forWorker(0);
    expect(options).toMatchObject({ path: redis.url, db: 3 });
  });

  it('leaves the reading of a network address to the client', () => {
    const address = 'rediss://user:secret@redis.example:6380/2';
    const connections = new RedisConnections(redis.config({ redis: { url: address } }));
    const { options } = connections.commands;
    expect(options).toMatchObject({ host: 'redis.example', port: 6380, db: 2, username: 'user' });
    expect(options.tls).toBeTruthy();
  });

  it('has the cache in the same Redis unless it has an address of its own', async () => {
    const one = await redis.connect();
    expect(one.cache).toBe(one.commands);
    const two = await redis.connect(redis.config({ redis: { cacheUrl: `unix://${redis.url}?db=1` } }));
    await eventually(() => two.cache.set('colour', 'green'));
    expect(await two.commands.get('colour')).toBeNull();
  });

  it('says what to configure when there is no address', () => {
    expect(() => new RedisConnections(redis.config({ redis: { url: '' } }))).toThrow('BIN2NLP_REDIS__URL');
  });

  it('waits for a Redis that is not there until it is told to stop, and says why', async () => {
    const connections = new RedisConnections(redis.config({ redis: { url: `${redis.url}.absent` } }));
    connections.open();
    const stop = new AbortController();
    const waiting = connections.serving(stop.signal);
    await eventually(() => {
      expect(connections.fault).toContain('ENOENT');
    });
    stop.abort();
    await waiting;
    await connections.close();
  });

  it('serves once Redis is there', async () => {
    const place = await TemporaryDirectory.create();
    await symlink('nothing yet', join(place.path, 'socket'));
    const connections = new RedisConnections(redis.config({ redis: { url: join(place.path, 'socket') } }));
    connections.open();
    const waiting = connections.serving();
    await eventually(() => {
      expect(connections.fault).toContain('ENOENT');
    });
    await rm(join(place.path, 'socket'));
    await symlink(redis.url, join(place.path, 'socket'));
    await waiting;
    expect(connections.fault).toBeUndefined();
    await connections.close();
    await place.remove();
  });

  it('does not wait where waiting does not help', async () => {
    const own = await TemporaryRedis.start();
    await (await own.connect()).commands.config('SET', 'requirepass', 'secret');
    const connections = new RedisConnections(own.config());
    connections.open();
    await expect(connections.serving()).rejects.toThrow(/NOAUTH/);
    await connections.close();
    await own.stop();
  });

  it('sends the commands of one turn together, and answers each', async () => {
    const { commands } = await redis.connect();
    const written = jest.spyOn(commands.stream, '_writev' as never);
    const answers = await Promise.all([
      commands.set('colour', 'green'),
      commands.get('colour'),
      commands.incr('count'),
      commands.hgetall('nothing'),
    ]);
    expect(answers).toEqual(['OK', 'green', 1, {}]);
    expect(written).toHaveBeenCalledTimes(1);
    expect(await commands.get('colour')).toBe('green');
  });

  it('closes as often as it is told to', async () => {
    const connections = await redis.connect();
    await connections.close();
    await connections.close();
    await expect(connections.commands.ping()).rejects.toThrow();
  });
});

describe('RedisConnections over a Redis that does not answer', () => {
  let own: TemporaryRedis;

  beforeEach(async () => {
    own = await TemporaryRedis.start();
  });
  afterEach(async () => {
    process.kill(own.pid, 'SIGCONT');
    await own.stop();
  });

  it('refuse what is asked, after one silence at once, and serve again when it answers', async () => {
    const connections = await own.connect(own.config({ redis: { answerTimeoutMs: 300 } }));
    const lost = jest.fn();
    connections.commands.on('close', lost);
    process.kill(own.pid, 'SIGSTOP');
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => connections.commands.get('colour')));
    expect(asked.every(({ status }) => status === 'rejected')).toBe(true);
    // All of them waited for the same silence.
    expect(lost).toHaveBeenCalledTimes(1);
    for (let later = 0; later < 20; later += 1) {
      await expect(connections.commands.get('colour')).rejects.toThrow("Stream isn't writeable");
    }
    expect(connections.fault).toBe('No answer within 300 ms');
    process.kill(own.pid, 'SIGCONT');
    await connections.serving();
    expect(await connections.commands.get('colour')).toBeNull();
  });

  it('give up no connection on which answers come, for however long', async () => {
    const connections = await own.connect(own.config({ redis: { answerTimeoutMs: 2000 } }));
    const lost = jest.fn();
    connections.commands.on('close', lost);
    const tenthOfASecond = `
      local function now() local time = redis.call('TIME') return time[1] * 1000 + time[2] / 1000 end
      local start = now()
      while now() < start + 100 do end
      return 1`;
    for (let command = 0; command < 25; command += 1) await connections.commands.eval(tenthOfASecond, 0);
    expect(lost).not.toHaveBeenCalled();
  });

  it('do not take time in which this process did not run for the silence of Redis', async () => {
    const connections = await own.connect(own.config({ redis: { answerTimeoutMs: 100 } }));
    const answer = connections.commands.set('colour', 'green');
    // Sent, and the answer read, in the turns after this one.
    await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + 500;
    while (performance.now() < until);
    expect(await answer).toBe('OK');
  });
});
