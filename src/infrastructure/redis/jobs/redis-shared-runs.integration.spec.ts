import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { describeSharedRunsContract } from '#test/contracts/shared-runs.contract';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisSharedRuns } from './redis-shared-runs';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterAll(async () => {
  await redis.stop();
});

describeSharedRunsContract('RedisSharedRuns', async () => {
  await connections.commands.flushall();
  return new RedisSharedRuns(connections);
});
