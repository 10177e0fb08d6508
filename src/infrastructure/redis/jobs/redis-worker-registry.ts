import { Injectable } from '@nestjs/common';

import type { WorkerRecord } from '#application/ports/worker-registry.port';
import { newestEngine, WorkerRegistry } from '#application/ports/worker-registry.port';
import { AppConfig } from '#config/app-config';
import { SECOND_MS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';

const WORKERS = 'workers:active';
const LAST_ENGINE = 'workers:engine';
const LAST_ENGINE_SECONDS = 30 * 24 * 60 * 60;
const MISSED_HEARTBEATS = 3;

const workerKey = (id: string): string => `worker:{${id}}`;

/** A worker is as alive as its key, which Redis lets expire: nobody's clock is compared with another's. */
@Injectable()
export class RedisWorkerRegistry extends WorkerRegistry {
  private readonly silenceMs: number;

  constructor(
    private readonly connections: RedisConnections,
    config: AppConfig,
  ) {
    super();
    this.silenceMs = Math.round(MISSED_HEARTBEATS * config.analysis.heartbeatSeconds * SECOND_MS);
  }

  async announce(worker: WorkerRecord): Promise<void> {
    const { commands } = this.connections;
    await askRedis('announce a worker', () =>
      Promise.all([
        // In this order: an entry without its record reads as a worker that has gone.
        commands.set(workerKey(worker.id), JSON.stringify(worker), 'PX', this.silenceMs),
        commands.zadd(WORKERS, worker.heartbeatAt, worker.id),
        worker.engine && commands.set(LAST_ENGINE, worker.engine.engineVersion, 'EX', LAST_ENGINE_SECONDS),
      ]),
    );
  }

  async withdraw(id: string): Promise<void> {
    const { commands } = this.connections;
    await askRedis('withdraw a worker', () => Promise.all([commands.del(workerKey(id)), commands.zrem(WORKERS, id)]));
  }

  async live(): Promise<readonly WorkerRecord[]> {
    const { commands } = this.connections;
    return askRedis('list the workers', async () => {
      const ids = await commands.zrange(WORKERS, 0, -1);
      const records = await Promise.all(ids.map((id) => commands.get(workerKey(id))));
      const gone = ids.filter((_id, index) => records[index] === null);
      // One that comes back meanwhile enters itself again with its next heartbeat.
      if (gone.length > 0) await commands.zrem(WORKERS, ...gone);
      return records.flatMap((record) => (typeof record === 'string' ? [JSON.parse(record) as WorkerRecord] : []));
    });
  }

  async engineVersion(): Promise<string | undefined> {
    const newest = newestEngine(await this.live());
    if (newest !== undefined) return newest;
    return askRedis(
      'read the last engine',
      async () => (await this.connections.commands.get(LAST_ENGINE)) ?? undefined,
    );
  }
}
