import { setTimeout as delay } from 'node:timers/promises';

import { describeCacheAdministrationContract } from '#test/contracts/cache-administration.contract';
import { describeUploadStoreContract } from '#test/contracts/upload-store.contract';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { SectionSearch } from '#infrastructure/search/section-search';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisCacheAdministration } from './redis-cache-administration';
import type { RedisConnections } from './redis-connections';
import { RedisResultCache } from './redis-result-cache';
import { RedisUploadStore } from './redis-upload-store';

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

const pass = (milliseconds: number): Promise<void> => delay(milliseconds);

describeUploadStoreContract('RedisUploadStore', async () =>
  Promise.resolve({ store: new RedisUploadStore(connections), pass }),
);

describeCacheAdministrationContract('RedisCacheAdministration', async (maxBytes) => {
  const config = redis.config({ cache: { maxMb: maxBytes / 1024 / 1024 } });
  const clock = new SystemClock();
  const cache = new RedisResultCache(connections, new SectionSearch(), clock, config);
  const administration = new RedisCacheAdministration(cache, clock, connections, config);
  return Promise.resolve({ cache, administration, pass });
});
