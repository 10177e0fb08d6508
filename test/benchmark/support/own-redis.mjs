import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** A Redis that nobody else knows, as the service starts one for itself. */
export async function ownRedis() {
  require('reflect-metadata');
  const { PrivateRedis } = require('../../../dist/infrastructure/redis/private/private-redis.js');
  const directory = await mkdtemp(join(tmpdir(), 'bin2nlp-bench-'));
  const redis = await PrivateRedis.start(directory);
  return {
    url: redis.url,
    stop: async () => {
      await redis.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
