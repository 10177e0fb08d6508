import type { Redis } from 'ioredis';

import { AppConfig } from '#config/app-config';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisServers } from '#test/support/redis-servers';
import { runIdOf, SCAN_START, scanPage } from './scan-page';

const KEYS = 2000;

async function walked(redis: Redis): Promise<readonly string[]> {
  const found = new Set<string>();
  let cursor = SCAN_START;
  do {
    const page = await scanPage(redis, 'job:*', cursor);
    for (const key of page.keys) found.add(key);
    cursor = page.cursor;
  } while (cursor !== SCAN_START);
  return [...found].sort();
}

it('a walk over all keys of a cluster meets those of every master', async () => {
  const servers = await RedisServers.create();
  const masters = await servers.startCluster();
  const config = new AppConfig();
  Object.assign(config.redis, { clusterNodes: masters.map(({ address }) => address).join() });
  const connections = new RedisConnections(config);
  connections.open();
  await connections.serving();
  const keys = Array.from({ length: KEYS }, (_, index) => `job:{${index}}`).sort();
  await Promise.all(keys.map((key) => connections.commands.set(key, 'x')));
  await connections.commands.set('another', 'x');
  expect(await walked(connections.commands)).toEqual(keys);
  expect((await runIdOf(connections.commands)).split(',')).toHaveLength(3);
  await connections.close();
  await servers.end();
});
