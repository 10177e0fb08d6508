import { Redis } from 'ioredis';

import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisCheck } from './redis-check';
import type { RedisConnections } from './redis-connections';

let redis: TemporaryRedis;
let connections: RedisConnections;
/** As patient as a busy machine needs: ours give up a Redis that writes zeros for longer than an answer may take. */
let administrator: Redis;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
  administrator = new Redis({ path: redis.url.replace('unix://', '') });
});

afterEach(async () => {
  await administrator.config('SET', 'maxmemory', '0');
});

afterAll(async () => {
  administrator.disconnect();
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
    await administrator.setrange('ballast', 50_000_000, 'x');
    const used = Number(/used_memory:(\d+)/.exec(await administrator.info('memory'))?.[1]);
    await administrator.config('SET', 'maxmemory', Math.round(used * 1.08));
    await eventually(async () => {
      const found = await new RedisCheck(connections).check();
      expect(found.status).toBe('degraded');
      expect(found.detail).toMatch(/^memory 9\d % used$/);
    });
  });

  it('is unhealthy without Redis', async () => {
    const own = await TemporaryRedis.start();
    const clients = await own.connect();
    await clients.close();
    expect(await new RedisCheck(clients).check()).toMatchObject({ status: 'unhealthy' });
    await own.stop();
  });
});
