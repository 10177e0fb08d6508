import { Injectable } from '@nestjs/common';

import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { Clock } from '#application/ports/clock.port';
import { JobStore } from '#application/ports/job-store.port';
import { agedPriority } from '#domain/jobs/aged-priority';
import { AgeingSettings } from './ageing.settings';
import { unlessUnreadable } from './unless-unreadable';

/** Of one sweep: those that have waited longest come first, so nobody is left out for good. */
const BATCH = 1000;

/** Lets jobs that have waited long run before more urgent newcomers, so that nothing starves. */
@Injectable()
export class RaiseWaitingJobs {
  constructor(
    private readonly jobs: JobStore,
    private readonly queue: AnalysisQueue,
    private readonly clock: Clock,
    private readonly ageing: AgeingSettings,
  ) {}

  /** Resolves to how many were raised. */
  async execute(): Promise<number> {
    const now = this.clock.now();
    let raised = 0;
    for (const id of await this.jobs.listLive('pending', now - this.ageing.stepMs, BATCH)) {
      const job = await unlessUnreadable(() => this.jobs.find(id), undefined);
      if (job?.status !== 'pending') continue;
      const priority = agedPriority(job.options.priority, now - job.createdAt, this.ageing.stepMs);
      if (await this.queue.raise(id, priority)) raised += 1;
    }
    return raised;
  }
}
