import { Injectable, Logger } from '@nestjs/common';

import { ReconcileJobs } from '#application/analysis/reconcile-jobs';
import { RelievePressure } from '#application/operations/relieve-pressure';
import { AppConfig } from '#config/app-config';
import { MINUTE_MS, SECOND_MS } from '#domain/shared/quantities';
import { levelOf } from './level-of';

/** Younger files may belong to an upload that is under way. */
const SWEEP_AGE_MS = 5 * MINUTE_MS;

/** Has memory and disk looked at from time to time, one look after the other. */
@Injectable()
export class PressureWatch {
  private readonly logger = new Logger(PressureWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly relieve: RelievePressure,
    private readonly reconcile: ReconcileJobs,
    private readonly config: AppConfig,
  ) {}

  /** @param hold has this process take no new job, or take them again. */
  start(hold: (isHeld: boolean) => void): void {
    this.running = this.look(hold).finally(() => {
      if (this.isStopped) return;
      this.timer = setTimeout(() => {
        this.start(hold);
      }, this.config.pressure.checkSeconds * SECOND_MS);
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async look(hold: (isHeld: boolean) => void): Promise<void> {
    const sweep = async (): Promise<void> => {
      await this.reconcile.execute(Math.min(SWEEP_AGE_MS, this.config.storage.cleanupAgeMinutes * MINUTE_MS));
    };
    try {
      await this.relieve.execute({ hold, sweep });
    } catch (error) {
      this.logger[levelOf(error)]({ err: error }, 'Failed to look at memory and disk; the next look tries again');
    }
  }
}
