import { Injectable } from '@nestjs/common';

import { JobStore } from '#application/ports/job-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { InterimResults } from './interim-results';
import { RunSettings } from './run.settings';
import { SettleFollowers } from './settle-followers';

/** What becomes of a job whose worker is gone: pending again, or failed when that has happened too often. What it had kept of it goes. */
@Injectable()
export class LostJobs {
  constructor(
    private readonly jobs: JobStore,
    private readonly samples: SampleStore,
    private readonly limits: RunSettings,
    private readonly settle: SettleFollowers,
    private readonly interim: InterimResults,
  ) {}

  /** The job, pending again; `undefined` when it was lost too often or somebody else has dealt with it. */
  async recover(job: AnalysisJob): Promise<AnalysisJob | undefined> {
    const { id, workerId, file } = job;
    const lostWorkers = (job.lostWorkers ?? 0) + 1;
    const guard = { from: 'processing', ...(workerId !== undefined && { workerId }) } as const;
    if (lostWorkers < this.limits.maxAttempts) {
      const pending = await this.jobs.transition(id, guard, { to: 'pending', lost: true });
      if (pending !== undefined) await this.interim.drop(job);
      return pending;
    }
    const who = lostWorkers === 1 ? '1 worker was' : `${lostWorkers} workers were`;
    const error = { code: 'WORKER_LOST', message: `${who} lost over this file.` } as const;
    const failed = await this.jobs.transition(id, guard, { to: 'failed', error });
    if (failed !== undefined) {
      await this.interim.drop(job);
      await this.settle.execute(failed);
      await this.samples.release(file.sha256, id);
    }
    return undefined;
  }
}
