import { Injectable, Logger } from '@nestjs/common';

import { unlessUnreadable } from '#application/analysis/unless-unreadable';
import { EndedJobs } from '#application/ports/ended-jobs.port';
import { JobStore } from '#application/ports/job-store.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { isAway } from '#domain/shared/is-away';
import { eventOf, messageOf } from '#domain/webhooks/webhook-event';
import { TellWebhooks } from './tell-webhooks';

const BATCH = 100;

/** Makes a delivery of each job that has ended for each webhook that wants to hear of it. Any number of processes may run it. */
@Injectable()
export class AnnounceEndedJobs {
  private readonly logger = new Logger(AnnounceEndedJobs.name);

  constructor(
    private readonly ended: EndedJobs,
    private readonly jobs: JobStore,
    private readonly webhooks: TellWebhooks,
  ) {}

  /** Resolves to the number of jobs that it has told of. */
  async execute(): Promise<number> {
    const ids = await this.ended.list(BATCH);
    for (const id of ids) await this.announceOrLeave(id);
    await this.ended.takeOut(ids);
    return ids.length;
  }

  /** A record that cannot be read keeps no other end from being told. */
  private async announceOrLeave(id: JobId): Promise<void> {
    try {
      await this.announce(id);
    } catch (error) {
      if (isAway(error)) throw error;
      this.logger.error({ err: error, job_id: id }, 'Failed to tell webhooks of the end of a job');
    }
  }

  private async announce(id: JobId): Promise<void> {
    const job = await unlessUnreadable(() => this.jobs.find(id), undefined);
    // A record that is gone, or that a later version wrote: nothing can be said of it.
    if (job !== undefined) await this.tell(job);
  }

  private async tell(job: AnalysisJob): Promise<void> {
    const event = eventOf(job);
    if (event === undefined) return;
    const { id, ownerId } = job;
    const endedAt = job.completedAt ?? job.updatedAt;
    await this.webhooks.execute({ ownerId, id, event, endedAt, message: messageOf(job, event) });
  }
}
