import type { Redis } from 'ioredis';

import { QUEUE_PREFIX } from '#infrastructure/bullmq/analysis-delivery';
import { WAITING_JOBS_CHANNEL } from '#infrastructure/bullmq/waiting-by-needs';
import { SMALL_JOBS_CHANNEL } from '#infrastructure/bullmq/waiting-small-jobs';
import { askRedis, reasonOf } from '#infrastructure/redis/connection/ask-redis';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { readRedisInfos } from '#infrastructure/redis/connection/redis-info';
import { EVENTS_CHANNELS, INTERRUPTIONS_CHANNEL } from '#infrastructure/redis/jobs/job-keys';

const LEAST_VERSION = 7;
const NO_KEY = `${QUEUE_PREFIX}:analysis:none`;

/** One key of each kind that this Redis holds, results among them at least for a while; a right to it is a right to all of its kind. */
const KEYS = [
  ...[
    'job:{none}',
    'events:{none}',
    'user:{none}:jobs',
    'jobs:pending',
    'dedup:{none}',
    'idem:{none}:none',
    'refs:{none}',
  ],
  ...['api_key:{none}', 'api_key_id:{none}', 'api_keys', 'usage:{none}:none', 'rate:{none}:read', 'audit'],
  ...['worker:{none}', 'workers:active', 'times:runs', 'upload:{none}', 'uploads:secret', 'sample:{none}:holders'],
  ...['jobs:schema', `${QUEUE_PREFIX}:waiting:any`, NO_KEY],
  ...['result:{none}:index', 'tag:{none}', 'cache:stats', '{cache:stats}:used', 'results:removed'],
] as const;

/** Commands of every kind that is used, so that nothing comes of them. */
const COMMANDS: readonly (readonly [name: string, ...args: (string | number)[]])[] = [
  ['evalsha', '0'.repeat(40), 0],
  ['hgetall', NO_KEY],
  ['hdel', NO_KEY, 'none'],
  ['zrange', NO_KEY, 0, 0],
  ['zrem', NO_KEY, 'none'],
  ['lpos', NO_KEY, 'none'],
  ['xlen', NO_KEY],
  ['time'],
  ['unlink', NO_KEY],
  ['getdel', NO_KEY],
  ['publish', INTERRUPTIONS_CHANNEL, ''],
  ['publish', `${EVENTS_CHANNELS}{none}`, ''],
  ['publish', SMALL_JOBS_CHANNEL, ''],
  ['publish', WAITING_JOBS_CHANNEL, ''],
  ['bzpopmin', NO_KEY, 0.001],
];

const CLUSTER_NODE =
  'It is a node of a Redis Cluster. Set BIN2NLP_REDIS__CLUSTER_NODES to host:port of some of its nodes.';

/** Why a Redis that serves cannot hold what this service gives it. */
export interface RedisFaults {
  /** Each a sentence that says what to do. */
  readonly unfit: readonly string[];
  /** The policy by which it may throw jobs away. */
  readonly evictsBy?: string;
}

/** Looks at the Redis of the queue by asking for all that will be asked of it. @throws DomainError `SERVICE_UNAVAILABLE`. */
export async function redisFaults({ commands, subscriber, isCluster }: RedisConnections): Promise<RedisFaults> {
  return askRedis('look at Redis', async () => {
    const unfit = await missingRights(commands, subscriber);
    if (unfit.length > 0) return { unfit: [`Its user lacks ${unfit.join(', ')}. Grant that (ACL SETUSER).`] };
    const infos = await readRedisInfos(commands);
    const old = infos.map(({ version }) => version).find((version) => Number.parseInt(version, 10) < LEAST_VERSION);
    const policy = infos.map(({ evictionPolicy }) => evictionPolicy).find((each) => each !== 'noeviction');
    return {
      unfit: [
        ...(!isCluster && infos[0].isClusterNode ? [CLUSTER_NODE] : []),
        ...(old === undefined ? [] : [`It is version ${old}. Take 7 or later.`]),
      ],
      ...(policy !== undefined && { evictsBy: policy }),
    };
  });
}

async function missingRights(commands: Redis, subscriber: Redis): Promise<readonly string[]> {
  const missing: string[] = [];
  const tryOut = async (right: string, attempt: () => Promise<unknown>): Promise<void> => {
    const answer = await attempt().then(() => '', reasonOf);
    if (answer.startsWith('NOPERM')) missing.push(right);
    // What the eviction policy and the version are asked from says it as well.
    else if (answer.startsWith('MOVED')) return;
    // Not known, or of another type: whoever may not do it is told so before that.
    else if (answer !== '' && !/^(NOSCRIPT|WRONGTYPE)/.test(answer)) throw new Error(answer);
  };
  for (const [name, ...args] of COMMANDS) await tryOut(`the command ${name}`, () => commands.call(name, ...args));
  for (const key of KEYS) await tryOut(`the key ${key}`, () => commands.eval('return 1', 1, key));
  await tryOut('the command subscribe', () => subscriber.subscribe(INTERRUPTIONS_CHANNEL));
  if (!missing.includes('the command subscribe')) {
    for (const channel of [SMALL_JOBS_CHANNEL, WAITING_JOBS_CHANNEL])
      await tryOut(`the channel ${channel}`, () => subscriber.subscribe(channel));
  }
  await tryOut('the command info', () => commands.info('server'));
  return [...new Set(missing)];
}
