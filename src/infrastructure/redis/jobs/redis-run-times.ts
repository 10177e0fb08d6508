import { Injectable } from '@nestjs/common';

import type { MeasuredTimes, RunKind } from '#application/ports/run-times.port';
import { RunTimes } from '#application/ports/run-times.port';
import { MEASUREMENT_WEIGHT, runKindName } from '#domain/jobs/run-kind';
import { DAY_SECONDS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { RUN_TIMES } from './job-keys';

const LIFE_SECONDS = 30 * DAY_SECONDS;

/** ARGV: milliseconds, weight, seconds to live, then the names of the means that it counts for. */
const WEIGH = new RedisScript(`
for index = 4, #ARGV do
  local mean = tonumber(redis.call('HGET', KEYS[1], ARGV[index]) or ARGV[1])
  redis.call('HSET', KEYS[1], ARGV[index], tostring(mean + ARGV[2] * (ARGV[1] - mean)))
end
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1`);

/** One hash of means. */
@Injectable()
export class RedisRunTimes extends RunTimes {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  recordRun(kind: RunKind, milliseconds: number): Promise<void> {
    return this.record(milliseconds, ['run', runKindName(kind)]);
  }

  recordWait(milliseconds: number): Promise<void> {
    return this.record(milliseconds, ['wait']);
  }

  async read(): Promise<MeasuredTimes> {
    return askRedis('read what runs take', async () => {
      const means = await this.connections.commands.hgetall(RUN_TIMES);
      const mean = (name: string): number | undefined => (name in means ? Number(means[name]) : undefined);
      const [runMs, waitMs] = [mean('run'), mean('wait')];
      return {
        ...(runMs !== undefined && { runMs }),
        ...(waitMs !== undefined && { waitMs }),
        ofKind: (kind) => mean(runKindName(kind)),
      };
    });
  }

  private async record(milliseconds: number, names: readonly string[]): Promise<void> {
    const args = [milliseconds, MEASUREMENT_WEIGHT, LIFE_SECONDS, ...names];
    await askRedis('record what a run took', () => WEIGH.run(this.connections.commands, [RUN_TIMES], args));
  }
}
