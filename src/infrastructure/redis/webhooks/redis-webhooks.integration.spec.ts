import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { describeWebhookDeliveriesContract } from '#test/contracts/webhook-deliveries.contract';
import { aWebhook, describeWebhookStoreContract } from '#test/contracts/webhook-store.contract';
import { FakeClock } from '#test/fakes/fake-clock';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisWebhookDeliveries } from './redis-webhook-deliveries';
import { RedisWebhookStore } from './redis-webhook-store';

let redis: TemporaryRedis;
let connections: RedisConnections;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
});

beforeEach(async () => {
  await connections.commands.flushall();
});

afterAll(async () => {
  await redis.stop();
});

describeWebhookStoreContract('RedisWebhookStore', () => Promise.resolve(new RedisWebhookStore(connections)));

describeWebhookDeliveriesContract('RedisWebhookDeliveries', () => {
  const clock = new FakeClock();
  return Promise.resolve({ clock, deliveries: new RedisWebhookDeliveries(connections, clock) });
});

describe('RedisWebhookStore', () => {
  it('gives away the place of a webhook whose making a crash has broken off', async () => {
    const store = new RedisWebhookStore(connections);
    const lost = aWebhook();
    await store.create(lost, 1);
    await connections.commands.del(`jobs:webhook:{${lost.id}}`);
    expect(await store.create(aWebhook(), 1)).toBe(true);
  });
});
