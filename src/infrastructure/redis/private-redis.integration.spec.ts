import { existsSync } from 'node:fs';
import { Redis } from 'ioredis';

import { TemporaryDirectory } from '#test/support/temporary-directory';
import { PrivateRedis } from './private-redis';

describe('PrivateRedis', () => {
  let directory: TemporaryDirectory;
  const running: PrivateRedis[] = [];

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((redis) => redis.stop()));
    await directory.remove();
  });

  async function start(dataDir = directory.path): Promise<PrivateRedis> {
    const redis = await PrivateRedis.start(dataDir);
    running.push(redis);
    return redis;
  }

  it('keeps what was written over a restart', async () => {
    const first = await start();
    await withClient(first, (client) => client.set('colour', 'green'));
    await first.stop();
    expect(existsSync(first.url)).toBe(false);
    const second = await start();
    expect(await withClient(second, (client) => client.get('colour'))).toBe('green');
  });
});

async function withClient<Answer>(redis: PrivateRedis, use: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis({ path: redis.url });
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}
