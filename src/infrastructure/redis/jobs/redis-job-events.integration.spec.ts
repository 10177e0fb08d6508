import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisEndedJobs } from '#infrastructure/redis/webhooks/redis-ended-jobs';
import { describeJobEventsContract } from '#test/contracts/job-events.contract';
import { FakeClock } from '#test/fakes/fake-clock';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisJobEvents } from './redis-job-events';
import { RedisJobStore } from './redis-job-store';

let redis: TemporaryRedis;
let connections: RedisConnections;
let events: RedisJobEvents;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
  connections = await redis.connect();
  events = new RedisJobEvents(connections);
});

afterAll(async () => {
  await redis.stop();
});

describeJobEventsContract('RedisJobEvents', async () => {
  const { commands } = connections;
  await commands.flushall();
  return {
    events,
    store: new RedisJobStore(connections, new FakeClock(), new RedisEndedJobs(connections, new FakeClock())),
    forgetEvents: async (id) => {
      await commands.del(`events:{${id}}`);
    },
  };
});
