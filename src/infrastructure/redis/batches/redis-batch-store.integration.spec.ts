import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { describeBatchStoreContract } from '#test/contracts/batch-store.contract';
import { letTimePass } from '#test/support/let-time-pass';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisBatchStore } from './redis-batch-store';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});
afterAll(async () => {
  await redis.stop();
});
beforeEach(async () => {
  await connections.commands.flushall();
});

describeBatchStoreContract('RedisBatchStore', async () =>
  Promise.resolve({
    store: new RedisBatchStore(connections),
    pass: (milliseconds) => letTimePass(connections.commands, milliseconds),
  }),
);
