import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisCheck } from './redis-check';
import type { RedisConnections } from './redis-connections';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterEach(async () => {
  await connections.commands.config('SET', 'maxmemory', '0');
});

afterAll(async () => {
  await redis.stop();
});

describe('RedisCheck', () => {
  it('is healthy with a Redis that answers and has room', async () => {
    // One answer in time is enough: a busy machine may keep others waiting.
    await eventually(async () => {
      expect(await new RedisCheck(connections).check()).toEqual({ status: 'healthy' });
    });
  });

  it('is degraded when the memory is nearly full', async () => {
    // Beside it, what connections take and give back in between is nothing.
    await connections.commands.setrange('ballast', 50_000_000, 'x');
    const used = Number(/used_memory:(\d+)/.exec(await connections.commands.info('memory'))?.[1]);
    await connections.commands.config('SET', 'maxmemory', Math.round(used * 1.08));
    expect(await new RedisCheck(connections).check()).toMatchObject({ status: 'degraded' });
  });

  it('is unhealthy without Redis', async () => {
    const own = await TemporaryRedis.start();
    const clients = await own.connect();
    await clients.close();
    expect(await new RedisCheck(clients).check()).toMatchObject({ status: 'unhealthy' });
    await own.stop();
  });
});
