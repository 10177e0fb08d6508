import { Matches } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

export class RedisSettings {
  @Described(
    'Redis of the queue and the job records (redis://, rediss:// or a socket path). Empty: a private one, in role all only.',
  )
  @Matches(/^$|^rediss?:\/\/|^unix:\/\/|^\//, {
    message: 'must be redis://…, rediss://…, unix://… or an absolute socket path',
  })
  readonly url: string = '';

  @Described('Redis of the result cache. Empty: the same one.')
  @Matches(/^$|^rediss?:\/\/|^unix:\/\/|^\//, {
    message: 'must be redis://…, rediss://…, unix://… or an absolute socket path',
  })
  readonly cacheUrl: string = '';

  @Described('Seconds to wait for a connection.')
  @Whole(1, 30)
  readonly connectTimeoutSeconds: number = 5;

  @Described(
    'Milliseconds without a word of Redis, though an answer is due, after which it counts as away: what needs it is refused at once until it serves again.',
  )
  @Whole(100, 10_000)
  readonly answerTimeoutMs: number = 1000;

  @Described(
    'Seconds to wait for the answer to one command while others are answered, and for a sign of life on the connections on which a worker waits for jobs.',
  )
  @Whole(1, 30)
  readonly socketTimeoutSeconds: number = 5;
}
