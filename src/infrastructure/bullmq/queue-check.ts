import { Injectable } from '@nestjs/common';

import { countUnservable } from '#application/operations/report-queue';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import type { DependencyReport } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { readRedisInfos } from '#infrastructure/redis/connection/redis-info';

/** Whether the queue answers, and its Redis keeps what it is given. */
@Injectable()
export class QueueCheck extends DependencyCheck {
  readonly name = 'queue';
  readonly critical = true;
  readonly hasFallback = false;

  constructor(
    private readonly queue: AnalysisQueue,
    private readonly connections: RedisConnections,
    private readonly workers: WorkerRegistry,
  ) {
    super();
  }

  async check(): Promise<DependencyReport> {
    const { waiting, active } = await this.queue.depth();
    const infos = await askRedis('read the eviction policy', () => readRedisInfos(this.connections.commands));
    const policy = infos.map(({ evictionPolicy }) => evictionPolicy).find((each) => each !== 'noeviction');
    if (policy !== undefined) {
      return {
        status: 'degraded',
        detail: `maxmemory-policy is ${policy}: it must be noeviction, or jobs can be lost`,
      };
    }
    const detail = `${waiting} waiting, ${active} running`;
    const [byNeeds, workers] = await Promise.all([this.queue.depthByNeeds(), this.workers.live()]);
    const unservable = countUnservable(byNeeds, workers);
    // That no worker is there at all is told of the engine.
    if (unservable === 0 || workers.length === 0) return { status: 'healthy', detail };
    return {
      status: 'degraded',
      detail: `${detail}; no worker that is there can take ${unservable} of those that wait`,
    };
  }
}
