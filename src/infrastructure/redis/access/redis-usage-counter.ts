import { Injectable } from '@nestjs/common';

import { UsageCounter } from '#application/ports/usage-counter.port';
import type { UsageMonth } from '#domain/access/usage-month';
import { DAY_SECONDS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';

const KEEP_SECONDS = 40 * DAY_SECONDS;

const usageKey = (keyId: string, month: UsageMonth): string => `usage:{${keyId}}:${month}`;

/** ARGV: quota, seconds to keep. Answers 1, or 0 when the quota is spent. */
const SPEND = new RedisScript(`
if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[1]) then return 0 end
redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1`);

const GIVE_BACK = new RedisScript(`
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
return 1`);

/** A counter for each key and month. */
@Injectable()
export class RedisUsageCounter extends UsageCounter {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async spend(keyId: string, month: UsageMonth, quota: number): Promise<boolean> {
    const spent = await askRedis('count a submission', () =>
      SPEND.run(this.connections.commands, [usageKey(keyId, month)], [quota, KEEP_SECONDS]),
    );
    return spent === 1;
  }

  async giveBack(keyId: string, month: UsageMonth): Promise<void> {
    await askRedis('take a counted submission back', () =>
      GIVE_BACK.run(this.connections.commands, [usageKey(keyId, month)], []),
    );
  }

  async spent(keyIds: readonly string[], month: UsageMonth): Promise<readonly number[]> {
    const counts = await askRedis('read the usage of keys', () =>
      Promise.all(keyIds.map((keyId) => this.connections.commands.get(usageKey(keyId, month)))),
    );
    return counts.map((count) => Number(count ?? '0'));
  }
}
