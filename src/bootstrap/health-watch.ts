import { Injectable, Logger } from '@nestjs/common';

import { WatchHealth } from '#application/operations/watch-health';
import { AppConfig } from '#config/app-config';
import { SECOND_MS } from '#domain/shared/quantities';

/** Has health looked at from time to time, first after one interval. */
@Injectable()
export class HealthWatch {
  private readonly logger = new Logger(HealthWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly watch: WatchHealth,
    private readonly config: AppConfig,
  ) {}

  start(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.look().finally(() => {
        this.start();
      });
    }, this.config.metrics.healthCheckIntervalSeconds * SECOND_MS);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    try {
      await this.watch.execute();
    } catch (error) {
      this.logger.warn({ err: error }, 'Failed to look at health; the next look tries again');
    }
  }
}
