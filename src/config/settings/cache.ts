import { IsBoolean } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

export class CacheSettings {
  @Described(
    'Hours that a result is kept; longer when it is sure or was expensive, shorter when it is doubtful, large or risky.',
  )
  @Whole(1, 168)
  readonly ttlHours: number = 24;

  @Described(
    'Results that are kept at most, in MB as stored; what was used least recently goes first. 0: left to Redis (allkeys-lru).',
  )
  @Whole(0, 1_048_576)
  readonly maxMb: number = 512;

  @Described(
    'Results that the Redis of the queue takes while that of the results (redis.cache_url) is away, in MB; they are moved when it returns.',
  )
  @Whole(1, 65_536)
  readonly spareMb: number = 64;

  @Described('Pages and heads that one process keeps ready to be read again, in MB.')
  @Whole(0, 16_384)
  readonly memoryMb: number = 128;

  @Described('Whether results that are still being read are renewed before they expire, while the queue is idle.')
  @IsBoolean()
  readonly warming: boolean = false;
}
