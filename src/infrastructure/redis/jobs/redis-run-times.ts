import { Injectable } from '@nestjs/common';

import type { MeasuredTimes } from '#application/ports/run-times.port';
import { RunTimes } from '#application/ports/run-times.port';
import type { RunKind } from '#domain/jobs/run-kind';
import { MEASUREMENT_WEIGHT, paceOf, runKindName } from '#domain/jobs/run-kind';
import { DAY_SECONDS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { RUN_TIMES } from './job-keys';

const LIFE_SECONDS = 30 * DAY_SECONDS;

/** ARGV: weight, seconds to live, the name of a number of measurements or '', then name and measurement of each mean. */
const WEIGH = new RedisScript(`
for index = 4, #ARGV, 2 do
  local name, measured = ARGV[index], tonumber(ARGV[index + 1])
  local mean = tonumber(redis.call('HGET', KEYS[1], name) or measured)
  redis.call('HSET', KEYS[1], name, tostring(mean + ARGV[1] * (measured - mean)))
end
if ARGV[3] ~= '' then redis.call('HINCRBY', KEYS[1], ARGV[3], 1) end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1`);

const numberOf = (name: string): string => `${name}:runs`;

/** One hash of means. */
@Injectable()
export class RedisRunTimes extends RunTimes {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  recordRun(kind: RunKind, milliseconds: number): Promise<void> {
    const name = runKindName(kind);
    return this.record({ run: milliseconds, pace: paceOf(kind, milliseconds), [name]: milliseconds }, numberOf(name));
  }

  recordWait(milliseconds: number): Promise<void> {
    return this.record({ wait: milliseconds });
  }

  async read(): Promise<MeasuredTimes> {
    return askRedis('read what runs take', async () => {
      const means = await this.connections.commands.hgetall(RUN_TIMES);
      const mean = (name: string): number | undefined => (name in means ? Number(means[name]) : undefined);
      const [runMs, waitMs, pace] = [mean('run'), mean('wait'), mean('pace')];
      return {
        ...(runMs !== undefined && { runMs }),
        ...(waitMs !== undefined && { waitMs }),
        ...(pace !== undefined && { pace }),
        ofKind: (kind) => {
          const name = runKindName(kind);
          const meanMs = mean(name);
          return meanMs === undefined ? undefined : { meanMs, runs: mean(numberOf(name)) ?? 1 };
        },
      };
    });
  }

  private async record(measured: Readonly<Record<string, number>>, count = ''): Promise<void> {
    const args = [MEASUREMENT_WEIGHT, LIFE_SECONDS, count, ...Object.entries(measured).flat()];
    await askRedis('record what a run took', () => WEIGH.run(this.connections.commands, [RUN_TIMES], args));
  }
}
