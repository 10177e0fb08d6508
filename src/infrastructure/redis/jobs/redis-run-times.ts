import { Injectable } from '@nestjs/common';

import type { MeasuredTimes } from '#application/ports/run-times.port';
import { RunTimes } from '#application/ports/run-times.port';
import type { RunKind } from '#domain/jobs/run-kind';
import { MEASUREMENT_WEIGHT, PACE_AT_FIRST, paceOf, runKindName } from '#domain/jobs/run-kind';
import { DAY_SECONDS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { RUN_TIMES } from './job-keys';

const LIFE_SECONDS = 30 * DAY_SECONDS;

/** ARGV: weight, seconds to live, the name of a number of measurements or '', then each mean's name, measurement, and what it is at first. */
const WEIGH = new RedisScript(`
for index = 4, #ARGV, 3 do
  local name, measured = ARGV[index], tonumber(ARGV[index + 1])
  local mean = tonumber(redis.call('HGET', KEYS[1], name) or ARGV[index + 2])
  redis.call('HSET', KEYS[1], name, tostring(mean + ARGV[1] * (measured - mean)))
end
if ARGV[3] ~= '' then redis.call('HINCRBY', KEYS[1], ARGV[3], 1) end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1`);

type Mean = readonly [name: string, measured: number, atFirst: number];
const mean = (name: string, measured: number): Mean => [name, measured, measured];
const numberOf = (name: string): string => `${name}:runs`;

/** One hash of means. */
@Injectable()
export class RedisRunTimes extends RunTimes {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  recordRun(kind: RunKind, milliseconds: number): Promise<void> {
    const name = runKindName(kind);
    const pace = ['pace', paceOf(kind, milliseconds), PACE_AT_FIRST] as const;
    return this.record([mean('run', milliseconds), pace, mean(name, milliseconds)], numberOf(name));
  }

  recordWait(milliseconds: number): Promise<void> {
    return this.record([mean('wait', milliseconds)]);
  }

  async read(): Promise<MeasuredTimes> {
    return askRedis('read what runs take', async () => {
      const means = await this.connections.commands.hgetall(RUN_TIMES);
      const meanOf = (name: string): number | undefined => (name in means ? Number(means[name]) : undefined);
      const [runMs, waitMs, pace] = [meanOf('run'), meanOf('wait'), meanOf('pace')];
      return {
        ...(runMs !== undefined && { runMs }),
        ...(waitMs !== undefined && { waitMs }),
        ...(pace !== undefined && { pace }),
        ofKind: (kind) => {
          const name = runKindName(kind);
          const meanMs = meanOf(name);
          return meanMs === undefined ? undefined : { meanMs, runs: meanOf(numberOf(name)) ?? 1 };
        },
      };
    });
  }

  private async record(means: readonly Mean[], count = ''): Promise<void> {
    const args = [MEASUREMENT_WEIGHT, LIFE_SECONDS, count, ...means.flat()];
    await askRedis('record what a run took', () => WEIGH.run(this.connections.commands, [RUN_TIMES], args));
  }
}
