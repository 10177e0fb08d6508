import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { describeRunTimesContract } from '#test/contracts/run-times.contract';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisRunTimes } from './redis-run-times';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterAll(async () => {
  await redis.stop();
});

describeRunTimesContract('RedisRunTimes', async () => {
  await connections.commands.flushall();
  return new RedisRunTimes(connections);
});
