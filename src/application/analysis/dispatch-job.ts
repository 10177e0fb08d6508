import { Injectable } from '@nestjs/common';

import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { JobStore } from '#application/ports/job-store.port';
import type { SharedRun } from '#application/ports/shared-runs.port';
import { SharedRuns } from '#application/ports/shared-runs.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';
import { SettleFollowers } from './settle-followers';

/** Sends a pending job on its way: into the queue, or behind the run of the same content. Idempotent. */
@Injectable()
export class DispatchJob {
  constructor(
    private readonly jobs: JobStore,
    private readonly queue: AnalysisQueue,
    private readonly runs: SharedRuns,
    private readonly settle: SettleFollowers,
  ) {}

  async execute(job: AnalysisJob): Promise<void> {
    const shared = await this.join(job);
    if (shared === undefined) return this.queue.enqueue({ ...job, priority: job.options.priority });
    if (shared.run === job.id) return this.queue.enqueue({ ...job, priority: shared.priority });
    await this.queue.raise(shared.run, shared.priority);
  }

  /** After a crash: the same, but never behind a run that is over. `false` when nothing was wrong: it follows a run that goes on. */
  async repair(job: AnalysisJob): Promise<boolean> {
    const shared = await this.join(job);
    if (shared !== undefined && shared.run !== job.id) {
      const run = await this.jobs.find(shared.run);
      if (run !== undefined && !isTerminal(run.status)) return false;
      if (run !== undefined) await this.settle.execute(run);
      else await this.settle.promote(shared.content, shared.run);
      return true;
    }
    await this.queue.enqueue({ ...job, priority: shared?.priority ?? job.options.priority });
    return true;
  }

  private async join(
    job: AnalysisJob,
  ): Promise<(SharedRun & { content: NonNullable<AnalysisJob['sharedUnder']> }) | undefined> {
    const { id, sharedUnder: content, options, createdAt: at } = job;
    if (content === undefined) return undefined;
    const { priority, timeoutSeconds } = options;
    return { ...(await this.runs.join(content, { id, priority, timeoutSeconds, at })), content };
  }
}
