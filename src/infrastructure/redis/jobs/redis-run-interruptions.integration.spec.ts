import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { describeRunInterruptionsContract } from '#test/contracts/run-interruptions.contract';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisRunInterruptions } from './redis-run-interruptions';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterAll(async () => {
  await redis.stop();
});

describeRunInterruptionsContract('RedisRunInterruptions', async () => {
  await connections.commands.flushall();
  return new RedisRunInterruptions(connections);
});
