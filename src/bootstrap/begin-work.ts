import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from '@nestjs/common';

import { ServiceState } from '#application/operations/service-state';
import type { AppConfig } from '#config/app-config';
import { isAway } from '#domain/shared/is-away';
import { BucketClient } from '#infrastructure/bucket/bucket-client';
import { BucketFault } from '#infrastructure/bucket/bucket-fault';
import { tryBucket } from '#infrastructure/bucket/try-bucket';
import { AnalysisSlots } from '#infrastructure/bullmq/analysis-slots';
import { RedisConnections, RedisRefuses } from '#infrastructure/redis/connection/redis-connections';
import { redisFaults } from '#infrastructure/redis/fitness/redis-fitness';
import { enterBootstrapKey } from './bootstrap-key';
import { HealthWatch } from './health-watch';
import { levelOf } from './level-of';
import { PressureWatch } from './pressure-watch';
import { Reconciler } from './reconciler';
import { StartError } from './start-error';
import { WebhookWatch } from './webhook-watch';
import { WorkerLifecycle } from './worker-lifecycle';

/** What takes longer is worth a line. */
const SAY_AFTER_MS = 1000;
const TRY_AGAIN_MS = 200;

/**
 * Waits for Redis, looks whether it is fit, and has the service work. Resolves when it does, or when it is told to `stop` before.
 * @throws StartError for what waiting does not mend.
 */
export async function beginWork(
  app: INestApplicationContext,
  config: AppConfig,
  url: string,
  stop: AbortSignal,
): Promise<void> {
  const told = new Promise<true>((resolve) => {
    stop.addEventListener('abort', () => {
      resolve(true);
    });
  });
  for (;;) {
    await untilRedisServes(app.get(RedisConnections), config, url, stop);
    if (stop.aborted || (await Promise.race([told, hasBegun(app, config)]))) return;
    await delay(TRY_AGAIN_MS);
  }
}

/** `false` when Redis went away meanwhile: every step can be done once more. */
async function hasBegun(app: INestApplicationContext, config: AppConfig): Promise<boolean> {
  try {
    await begin(app, config);
    return true;
  } catch (error) {
    if (levelOf(error) === 'debug') return false;
    throw error;
  }
}

async function untilRedisServes(
  connections: RedisConnections,
  { role, environment }: AppConfig,
  url: string,
  stop: AbortSignal,
): Promise<void> {
  const saying = setTimeout(() => {
    const reason = connections.fault ?? 'it has just come';
    new Logger('bin2nlp').warn(`bin2nlp (${role}, ${environment}) listens on ${url} and waits for Redis: ${reason}`);
  }, SAY_AFTER_MS);
  try {
    await connections.serving(stop);
  } catch (error) {
    if (!(error instanceof RedisRefuses)) throw error;
    throw new StartError(
      `Redis refuses: ${error.message}. Check the address, user and password in BIN2NLP_REDIS__URL, and the user's rights.`,
      { cause: error },
    );
  } finally {
    clearTimeout(saying);
  }
}

async function begin(app: INestApplicationContext, config: AppConfig): Promise<void> {
  await assertFitRedis(app.get(RedisConnections), config);
  if (config.bucket.name !== '') await assertFitBucket(app.get(BucketClient), config);
  if (config.role !== 'worker') await enterBootstrapKey(app, config);
  // The worker first: with it known, the first submission already knows which stored results are current.
  if (config.role !== 'api') await app.get(WorkerLifecycle).start();
  app.get(Reconciler).start();
  app.get(PressureWatch).start(holderOf(app, config));
  app.get(HealthWatch).start();
  if (config.role !== 'worker') app.get(WebhookWatch).start();
  app.get(ServiceState).beginWork();
}

async function assertFitRedis(connections: RedisConnections, { environment }: AppConfig): Promise<void> {
  const { unfit, evictsBy } = await redisFaults(connections);
  if (unfit.length > 0) throw new StartError(`Redis (BIN2NLP_REDIS__URL) cannot hold the queue. ${unfit.join(' ')}`);
  if (evictsBy === undefined) return;
  const evicts =
    `The Redis of the queue may throw jobs away when its memory is full: its maxmemory-policy is ${evictsBy}. ` +
    'Set it to noeviction, and give results a Redis of their own with BIN2NLP_REDIS__CACHE_URL where they are to be evicted.';
  if (environment === 'production') throw new StartError(evicts);
  new Logger('bin2nlp').warn(evicts);
}

/** One that does not answer now may do so later; one that refuses has to be set up otherwise. */
async function assertFitBucket(client: BucketClient, { bucket }: AppConfig): Promise<void> {
  try {
    const remark = await tryBucket(client, bucket.serverSideEncryption !== 'none');
    if (remark !== undefined) new Logger('bin2nlp').warn(remark);
  } catch (error) {
    const fault = isAway(error) ? error.cause : error;
    if (isAway(error) && !(fault instanceof BucketFault)) throw error;
    if (fault instanceof BucketFault && fault.passes) return;
    throw new StartError(
      `The bucket of the samples (${bucket.name}) does not serve: ${fault instanceof Error ? fault.message : String(fault)}.`,
      { cause: error },
    );
  }
}

/** The api takes no new uploads by itself: each asks for room. */
function holderOf(app: INestApplicationContext, { role }: AppConfig): (isHeld: boolean) => void {
  if (role === 'api') return () => undefined;
  const slots = app.get(AnalysisSlots);
  return (isHeld) => {
    slots.hold(isHeld);
  };
}
