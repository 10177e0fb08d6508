import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { describeIdempotencyKeysContract } from '#test/contracts/idempotency-keys.contract';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisIdempotencyKeys } from './redis-idempotency-keys';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterAll(async () => {
  await redis.stop();
});

describeIdempotencyKeysContract('RedisIdempotencyKeys', async () => {
  await connections.commands.flushall();
  return new RedisIdempotencyKeys(connections);
});
