import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { redisFaults } from './redis-fitness';

describe('redisFaults', () => {
  let redis: TemporaryRedis;
  let connections: RedisConnections;

  beforeEach(async () => {
    redis = await TemporaryRedis.start();
    connections = await redis.connect();
  });
  afterEach(async () => {
    await redis.stop();
  });

  const restrict = (...rules: string[]): Promise<unknown> =>
    connections.commands.call('ACL', 'SETUSER', 'default', ...rules);

  it('finds none in a Redis that grants all and keeps what it is given, and leaves nothing there', async () => {
    expect(await redisFaults(connections)).toEqual({ unfit: [] });
    expect(await connections.commands.keys('*')).toEqual(['{bin2nlp}:health']);
  });

  it('is content with the least rights that the documentation names', async () => {
    const kinds = 'read write scripting connection blocking transaction stream pubsub'.split(' ');
    await restrict('-@all', ...kinds.map((kind) => `+@${kind}`), '-@dangerous', '+info', '+time');
    expect(await redisFaults(connections)).toEqual({ unfit: [] });
  });

  it.each(['xlen', 'evalsha', 'publish', 'bzpopmin', 'subscribe', 'info', 'time'])(
    'names the command %s when it is not granted',
    async (command) => {
      await restrict(`-${command}`);
      const { unfit } = await redisFaults(connections);
      expect(unfit).toEqual([`Its user lacks the command ${command}. Grant that (ACL SETUSER).`]);
    },
  );

  it('names the keys that are not granted', async () => {
    await restrict('resetkeys', '~health:*', '~{bin2nlp}:*', '~job:*');
    const [fault] = (await redisFaults(connections)).unfit;
    expect(fault).toContain('the key jobs:pending');
    expect(fault).not.toContain('job:{none},');
  });

  it('tells by what it may throw jobs away', async () => {
    await connections.commands.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await redisFaults(connections)).toEqual({ unfit: [], evictsBy: 'allkeys-lru' });
  });
});

describe('redisFaults of a node of a cluster', () => {
  it('says what address is wanted', async () => {
    const redis = await TemporaryRedis.start();
    // Its bus takes the port that is 10,000 above.
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const arguments_ = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', redis.directory.path];
    const node = spawn('redis-server', [...arguments_, '--cluster-enabled', 'yes'], { stdio: 'ignore' });
    const connections = new RedisConnections(redis.config({ redis: { url: `redis://127.0.0.1:${port}` } }));
    connections.open();
    await eventually(() => connections.commands.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383));
    await connections.serving();
    expect((await redisFaults(connections)).unfit).toEqual([expect.stringContaining('node of a Redis Cluster')]);
    await connections.close();
    node.kill();
    await once(node, 'close');
    await redis.stop();
  });
});
