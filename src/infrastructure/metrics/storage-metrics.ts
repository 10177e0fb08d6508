import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';

import { Metrics } from '#application/ports/metrics.port';
import { onStorageEvents } from '#infrastructure/filesystem/storage-events';

/** Counts what the file system's adapters report. */
@Injectable()
export class StorageMetrics implements OnApplicationShutdown {
  private readonly stop: () => void;

  constructor(metrics: Metrics) {
    this.stop = onStorageEvents((event, times) => {
      metrics.count(event, {}, times);
    });
  }

  onApplicationShutdown(): void {
    this.stop();
  }
}
