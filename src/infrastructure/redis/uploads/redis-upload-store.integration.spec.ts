import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisCacheAdministration } from '#infrastructure/redis/results/redis-cache-administration';
import { ResultPlaces } from '#infrastructure/redis/results/result-places';
import { SectionSearch } from '#infrastructure/search/section-search';
import { describeCacheAdministrationContract } from '#test/contracts/cache-administration.contract';
import { describeUploadStoreContract } from '#test/contracts/upload-store.contract';
import { FakeClock } from '#test/fakes/fake-clock';
import { letTimePass } from '#test/support/let-time-pass';
import { TemporaryRedis } from '#test/support/temporary-redis';
import { THREAD_PROGRAMS } from '#test/support/thread-programs';
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

const pass = (milliseconds: number): Promise<void> => letTimePass(connections.commands, milliseconds);

describeUploadStoreContract('RedisUploadStore', async () =>
  Promise.resolve({ store: new RedisUploadStore(connections), pass }),
);

describeCacheAdministrationContract('RedisCacheAdministration', async (maxBytes) => {
  const config = redis.config({ cache: { maxMb: maxBytes / 1024 / 1024 } });
  const clock = new FakeClock();
  const places = new ResultPlaces(connections, new SectionSearch(THREAD_PROGRAMS), clock, config);
  return Promise.resolve({
    cache: places.cache,
    administration: new RedisCacheAdministration(places, clock),
    pass: async (milliseconds) => {
      clock.advance(milliseconds);
      await pass(milliseconds);
    },
  });
});
