import { Injectable, Logger } from '@nestjs/common';

import { RaiseWaitingJobs } from '#application/analysis/raise-waiting-jobs';
import { ReconcileJobs } from '#application/analysis/reconcile-jobs';
import { RenewUsedResults } from '#application/operations/renew-used-results';
import { CacheAdministration } from '#application/ports/cache-administration.port';
import { AppConfig } from '#config/app-config';
import { MINUTE_MS, SECOND_MS } from '#domain/shared/quantities';
import { levelOf } from './level-of';

/**
 * Repairs what crashes left, raises what has waited long, keeps what is read: at start and from time to time, one run after the
 * other.
 */
@Injectable()
export class Reconciler {
  private readonly logger = new Logger(Reconciler.name);
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly reconcile: ReconcileJobs,
    private readonly raiseWaiting: RaiseWaitingJobs,
    private readonly renewUsed: RenewUsedResults,
    private readonly results: CacheAdministration,
    private readonly config: AppConfig,
  ) {}

  start(): void {
    this.running = this.runOnce().finally(() => {
      if (this.stopped.signal.aborted) return;
      this.timer = setTimeout(() => {
        this.start();
      }, this.config.analysis.reconcileSeconds * SECOND_MS);
    });
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private async runOnce(): Promise<void> {
    // First, and whatever comes of it: where Redis is full of results, nothing else can be repaired before.
    await this.settleResults();
    try {
      await this.reconcile.execute(this.config.storage.cleanupAgeMinutes * MINUTE_MS);
      await this.raiseWaiting.execute();
      if (this.config.cache.warming) await this.renewUsed.execute();
    } catch (error) {
      this.logger[levelOf(error)]({ err: error }, 'Failed to reconcile; the next run tries again');
    }
  }

  private async settleResults(): Promise<void> {
    try {
      const returned = await this.results.settle();
      if (returned > 0) this.logger.log(`${returned} results that were kept elsewhere are in their place`);
    } catch (error) {
      this.logger[levelOf(error)]({ err: error }, 'Failed to settle results; the next run tries again');
    }
  }
}
