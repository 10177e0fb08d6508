import { Injectable } from '@nestjs/common';

import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { JobStore } from '#application/ports/job-store.port';
import { RunInterruptions } from '#application/ports/run-interruptions.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';
import { DomainError } from '#domain/shared/domain-error';
import { FindJob } from './find-job';
import { SettleFollowers } from './settle-followers';

/** Ends a job that nobody wants any more. A run that other jobs wait for goes on for them. */
@Injectable()
export class CancelJob {
  constructor(
    private readonly findJob: FindJob,
    private readonly jobs: JobStore,
    private readonly queue: AnalysisQueue,
    private readonly samples: SampleStore,
    private readonly settle: SettleFollowers,
    private readonly interruptions: RunInterruptions,
  ) {}

  /** The job, cancelled. @throws DomainError `NOT_FOUND`, `JOB_ALREADY_ENDED`. */
  async execute(id: string, ownerId: string): Promise<AnalysisJob> {
    for (;;) {
      const job = await this.findJob.execute(id, ownerId);
      if (isTerminal(job.status)) {
        throw new DomainError('JOB_ALREADY_ENDED', `The job has already ended: it is ${job.status}.`, {
          remediation: 'There is nothing left to cancel. Its result, where there is one, can be read or deleted.',
        });
      }
      // Whoever loses against a worker looks again.
      const cancelled = await this.jobs.transition(job.id, { from: job.status }, { to: 'cancelled' });
      if (cancelled === undefined) continue;
      if (job.status === 'pending') await this.forget(job);
      // Its worker stops the engine, or goes on for those that follow, and lets go of the sample.
      else await this.interruptions.announce(job.id);
      return cancelled;
    }
  }

  private async forget({ id, file, sharedUnder }: AnalysisJob): Promise<void> {
    await this.queue.withdraw(id);
    if (sharedUnder !== undefined) await this.settle.promote(sharedUnder, id);
    await this.samples.release(file.sha256, id);
  }
}
