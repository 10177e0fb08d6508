import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { aWorker, describeWorkerRegistryContract } from '#test/contracts/worker-registry.contract';
import { letTimePass } from '#test/support/let-time-pass';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisWorkerRegistry } from './redis-worker-registry';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

afterAll(async () => {
  await redis.stop();
});

async function makeRegistry(heartbeatSeconds: number): Promise<RedisWorkerRegistry> {
  await connections.commands.flushall();
  return new RedisWorkerRegistry(connections, redis.config({ analysis: { heartbeatSeconds } }));
}

describeWorkerRegistryContract('RedisWorkerRegistry', async () => ({
  registry: await makeRegistry(60),
  missHeartbeat: () => letTimePass(connections.commands, 61_000),
}));

describe('RedisWorkerRegistry', () => {
  it('forgets the names of workers that have gone without a word', async () => {
    const registry = await makeRegistry(1);
    await registry.announce(aWorker({ id: 'one' }));
    await connections.commands.del('worker:{one}');
    expect(await registry.live()).toEqual([]);
    expect(await connections.commands.zcard('workers:active')).toBe(0);
  });
});
