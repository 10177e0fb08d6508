import { Injectable } from '@nestjs/common';

import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { SharedRuns } from '#application/ports/shared-runs.port';
import type { AnalysisJob, JobError, JobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { isSampleFault } from '#domain/jobs/sample-fault';
import { mayServe } from '#domain/results/result-reuse';
import { unlessAway } from './unless-away';
import { unlessUnreadable } from './unless-unreadable';

/** Under which name a follower passes through processing; no worker is called like that. */
const SETTLING = 'settling';

/**
 * Ends the jobs that followed a run the way it has ended, and has the oldest of those that it does not serve run next.
 * May be done again after a crash, by anybody: whoever has ended already is left alone.
 */
@Injectable()
export class SettleFollowers {
  constructor(
    private readonly jobs: JobStore,
    private readonly runs: SharedRuns,
    private readonly queue: AnalysisQueue,
    private readonly cache: ResultCache,
    private readonly samples: SampleStore,
  ) {}

  /** @param run has ended. @param timeoutSeconds what it was given, where that was more than it asked for. */
  async execute(run: AnalysisJob, timeoutSeconds = run.options.timeoutSeconds): Promise<void> {
    const content = run.sharedUnder;
    if (content === undefined) return;
    const settle = await this.settlement(run, timeoutSeconds);
    for (const id of await this.runs.followers(content)) {
      const follower = await unlessUnreadable<AnalysisJob | 'unreadable' | undefined>(
        () => this.jobs.find(id),
        'unreadable',
      );
      if (follower === 'unreadable') continue;
      if (follower?.status === 'pending' && !(await settle(follower))) continue;
      await this.runs.leave(content, id);
    }
    await this.promote(content, run.id);
  }

  /** Takes a job out of its run and has the one that follows it delivered, where there is one and it waits. */
  async promote(content: ContentKey, leaving: JobId): Promise<void> {
    let next = await this.runs.leave(content, leaving);
    while (next !== undefined) {
      const { run } = next;
      const job = await unlessUnreadable<AnalysisJob | 'unreadable' | undefined>(
        () => this.jobs.find(run),
        'unreadable',
      );
      // Those who can read it find that it waits without being in the queue.
      if (job === 'unreadable') return;
      if (job?.status === 'pending') return this.queue.enqueue({ ...job, priority: next.priority });
      if (job?.status === 'processing') return;
      next = await this.runs.leave(content, next.run);
    }
  }

  /** What to do with a follower; it resolves to whether that has ended it. */
  private async settlement(
    run: AnalysisJob,
    timeoutSeconds: number,
  ): Promise<(follower: AnalysisJob) => Promise<boolean>> {
    const nothing = (): Promise<boolean> => Promise.resolve(false);
    const { contentKey, error } = run;
    if (run.status === 'completed' && contentKey !== undefined) {
      const head = await unlessAway(() => this.cache.head(contentKey));
      if (head === undefined) return nothing;
      return async (follower) => mayServe(head, follower.options) && this.complete(follower, run, contentKey);
    }
    if (run.status !== 'failed' || error === undefined || isSampleFault(error)) return nothing;
    return async (follower) => {
      const wantsMore = error.code === 'ANALYSIS_TIMEOUT' && follower.options.timeoutSeconds > timeoutSeconds;
      return !wantsMore && this.fail(follower, error);
    };
  }

  private async complete(follower: AnalysisJob, run: AnalysisJob, contentKey: ContentKey): Promise<boolean> {
    const { id } = follower;
    const workerId = run.workerId ?? SETTLING;
    await this.jobs.transition(id, { from: 'pending' }, { to: 'processing', workerId, carriedBy: run.id });
    const { stages, assessment } = run;
    const told = { ...(stages && { stages }), ...(assessment && { assessment }) };
    const change = { to: 'completed', contentKey, cached: true, ...told } as const;
    await this.jobs.transition(id, { from: 'processing', workerId }, change);
    await this.samples.release(follower.file.sha256, id);
    return true;
  }

  private async fail(follower: AnalysisJob, error: JobError): Promise<boolean> {
    await this.jobs.transition(follower.id, { from: 'pending' }, { to: 'failed', error });
    await this.samples.release(follower.file.sha256, follower.id);
    return true;
  }
}
