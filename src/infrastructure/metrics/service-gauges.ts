import { resolve } from 'node:path';
import { Injectable } from '@nestjs/common';

import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { CacheAdministration } from '#application/ports/cache-administration.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import { AppConfig } from '#config/app-config';
import { MB } from '#domain/shared/quantities';
import { availableBytes } from '#infrastructure/filesystem/free-space';
import type { PrometheusMetrics } from './prometheus-metrics';

/** What is read when the monitoring asks. */
@Injectable()
export class ServiceGauges {
  constructor(
    private readonly queue: AnalysisQueue,
    private readonly workers: WorkerRegistry,
    private readonly cache: CacheAdministration,
    private readonly config: AppConfig,
  ) {}

  /**
   * @param openConnections of this process's HTTP server.
   * @param dependencies 1 for each that serves, 0 for each that does not.
   */
  feed(
    metrics: PrometheusMetrics,
    openConnections: () => Promise<number>,
    dependencies: () => Promise<Readonly<Record<string, number>>>,
  ): void {
    metrics.readGauge('active_connections', openConnections);
    metrics.readGauge('dependency_up', dependencies);
    metrics.readGauge('job_queue_size', async () => {
      const { waiting, active } = await this.queue.depth();
      return { pending: waiting, processing: active };
    });
    metrics.readGauge('active_workers', async () => (await this.workers.live()).length);
    metrics.readGauge('cache_bytes', async () => (await this.cache.statistics()).bytes);
    metrics.readGauge('temp_dir_available_space_mb', async () =>
      Math.floor((await availableBytes(resolve(this.config.storage.dataDir))) / MB),
    );
    metrics.readGauge('memory_usage_bytes', () => Promise.resolve(memoryUse()));
  }
}

function memoryUse(): Readonly<Record<string, number>> {
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { rss, heap_total: heapTotal, heap_used: heapUsed, external, array_buffers: arrayBuffers };
}
