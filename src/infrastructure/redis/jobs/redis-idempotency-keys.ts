import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import type { KeyedRequest } from '#application/ports/idempotency-keys.port';
import { IdempotencyKeys } from '#application/ports/idempotency-keys.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DAY_SECONDS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { idempotencyKey } from './job-keys';

const LIFE_SECONDS = DAY_SECONDS;

/** ARGV: job, fingerprint, seconds to live. Answers the job and the fingerprint of the first one. */
const CLAIM = new RedisScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('HSET', KEYS[1], 'job', ARGV[1], 'fingerprint', ARGV[2])
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
return redis.call('HMGET', KEYS[1], 'job', 'fingerprint')`);

/** ARGV: job. */
const RELEASE = new RedisScript(`
if redis.call('HGET', KEYS[1], 'job') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`);

/** What a client calls its submission is kept as a digest: it may be anything. */
@Injectable()
export class RedisIdempotencyKeys extends IdempotencyKeys {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async claim(ownerId: string, key: string, { jobId, fingerprint }: KeyedRequest): Promise<KeyedRequest> {
    return askRedis('claim an idempotency key', async () => {
      const args = [jobId, fingerprint, LIFE_SECONDS];
      const reply = await CLAIM.run(this.connections.commands, [nameOf(ownerId, key)], args);
      const [job, first] = Array.isArray(reply) ? (reply as readonly unknown[]) : [];
      const id = typeof job === 'string' ? parseJobId(job) : undefined;
      if (id === undefined || typeof first !== 'string') throw new Error('Its entry is damaged');
      return { jobId: id, fingerprint: first };
    });
  }

  async release(ownerId: string, key: string, jobId: JobId): Promise<void> {
    await askRedis('release an idempotency key', () =>
      RELEASE.run(this.connections.commands, [nameOf(ownerId, key)], [jobId]),
    );
  }
}

function nameOf(ownerId: string, key: string): string {
  return idempotencyKey(ownerId, createHash('sha256').update(key).digest('hex'));
}
