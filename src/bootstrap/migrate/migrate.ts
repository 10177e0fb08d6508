import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';

import type { AppConfig } from '#config/app-config';
import type { ConfigSources } from '#config/load-config';
import { loadConfig } from '#config/load-config';
import { queuePlace } from '#config/redis-place';
import { isAway } from '#domain/shared/is-away';
import { SECOND_MS } from '#domain/shared/quantities';
import { isUnavailable } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections, RedisRefuses } from '#infrastructure/redis/connection/redis-connections';
import { RedisWorkerRegistry } from '#infrastructure/redis/jobs/redis-worker-registry';
import { MigrateRecords, OldWorkers } from '#infrastructure/redis/migration/migrate-records';
import type { MigrationProgress } from '#infrastructure/redis/migration/migration-journal';
import { MigrationUnderWay } from '#infrastructure/redis/migration/migration-journal';
import type { Direction } from '#infrastructure/redis/migration/record-steps';
import { DIRECTIONS } from '#infrastructure/redis/migration/record-steps';
import { PrivateRedis } from '#infrastructure/redis/private/private-redis';
import { StartError } from '../start-error';
import { stopSignal } from '../stop-signal';
import { withRedis } from '../with-redis';

/** As `npm run migrate -- --help` shows it before there is a build. */
const USAGE = readFileSync(join(__dirname, 'usage.txt'), 'utf8');
/** Between two lines of progress. */
const TELL_EACH_MS = SECOND_MS;

/** Moves job records between schema versions. Resolves to the exit status, told why where it is not 0. */
export async function migrate(args: readonly string[], sources: ConfigSources): Promise<number> {
  const [what, ...more] = args;
  if (what === '--help' || what === '-h') {
    process.stdout.write(USAGE);
    return 0;
  }
  const direction = DIRECTIONS.find((known) => known === what);
  if (more.length > 0 || (direction === undefined && what !== 'status')) {
    process.stderr.write(`Say one of up, down and status.\n\n${USAGE}`);
    return 2;
  }
  // What is told of Redis is told once, below.
  Logger.overrideLogger(false);
  const stop = stopSignal();
  try {
    return await onRedis(loadConfig(sources), stop, async (migration) => {
      if (direction !== undefined) return run(migration, direction, stop);
      process.stdout.write(`${JSON.stringify(await migration.status())}\n`);
      return 0;
    });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`bin2nlp cannot migrate. ${error.message}\n`);
    return 1;
  }
}

async function run(migration: MigrateRecords, direction: Direction, stop: AbortSignal): Promise<number> {
  let toldAt = 0;
  const progress = await migration.execute(
    direction,
    (page) => {
      if (Date.now() - toldAt < TELL_EACH_MS) return;
      toldAt = Date.now();
      process.stderr.write(line(page));
    },
    stop,
  );
  process.stdout.write(line(progress));
  if (!progress.done) process.stderr.write(`Stopped: npm run migrate -- ${direction} goes on from here.\n`);
  return progress.done ? 0 : 1;
}

function line({ direction, met, changed, damaged, startedAt, updatedAt, done }: MigrationProgress): string {
  return `${JSON.stringify({ direction, met, changed, damaged, seconds: (updatedAt - startedAt) / SECOND_MS, done })}\n`;
}

async function onRedis(
  config: AppConfig,
  stop: AbortSignal,
  work: (migration: MigrateRecords) => Promise<number>,
): Promise<number> {
  const own = queuePlace(config.redis) === undefined ? await privateRedis(config) : undefined;
  const settings = own === undefined ? config : withRedis(config, own.url);
  const connections = new RedisConnections(settings);
  try {
    await untilServing(connections, config, stop);
    const registry = new RedisWorkerRegistry(connections, settings);
    // Two answers that a process may wait for: what version to write, and that it is written.
    const limits = { settleMs: 2 * config.redis.socketTimeoutSeconds * SECOND_MS };
    return await work(new MigrateRecords(connections.commands, registry, limits));
  } catch (error) {
    throw explained(error);
  } finally {
    await connections.close();
    await own?.stop();
  }
}

/** @throws StartError where the service has it. */
async function privateRedis({ storage }: AppConfig): Promise<PrivateRedis> {
  try {
    return await PrivateRedis.start(storage.dataDir);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function untilServing(connections: RedisConnections, config: AppConfig, stop: AbortSignal): Promise<void> {
  const patience = AbortSignal.timeout(config.redis.connectTimeoutSeconds * SECOND_MS);
  connections.open();
  await connections.serving(AbortSignal.any([patience, stop]));
  if (connections.fault !== undefined) throw new Error(connections.fault);
}

/** What an operator can mend says how. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message } = error;
  if (error instanceof MigrationUnderWay || error instanceof OldWorkers)
    return new StartError(message, { cause: error });
  if (/READONLY/.test(message)) {
    return new StartError('Redis (BIN2NLP_REDIS__URL) is a replica: give the address of its master.', { cause: error });
  }
  if (/NOPERM|NOAUTH|WRONGPASS/.test(message) || error instanceof RedisRefuses) {
    const remedy = 'Check user and password in BIN2NLP_REDIS__URL; the user needs the rights of the service and +scan.';
    return new StartError(`Redis refuses: ${message}. ${remedy}`, { cause: error });
  }
  if (!isAway(error) && !isUnavailable(error) && !/connect/i.test(message)) return error;
  const remedy = 'Check BIN2NLP_REDIS__URL, and run it again: it goes on where it was.';
  return new StartError(`Redis does not serve: ${message}. ${remedy}`, { cause: error });
}
