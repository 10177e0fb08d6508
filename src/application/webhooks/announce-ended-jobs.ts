import { Injectable, Logger } from '@nestjs/common';

import { unlessUnreadable } from '#application/analysis/unless-unreadable';
import { Clock } from '#application/ports/clock.port';
import { EndedJobs } from '#application/ports/ended-jobs.port';
import { JobStore } from '#application/ports/job-store.port';
import { WebhookDeliveries } from '#application/ports/webhook-deliveries.port';
import { WebhookStore } from '#application/ports/webhook-store.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { isAway } from '#domain/shared/is-away';
import { deliveryIdOf, newDelivery } from '#domain/webhooks/webhook-delivery';
import { eventOf, messageOf } from '#domain/webhooks/webhook-event';

const BATCH = 100;

/** Makes a delivery of each job that has ended for each webhook that wants to hear of it. Any number of processes may run it. */
@Injectable()
export class AnnounceEndedJobs {
  private readonly logger = new Logger(AnnounceEndedJobs.name);

  constructor(
    private readonly ended: EndedJobs,
    private readonly jobs: JobStore,
    private readonly webhooks: WebhookStore,
    private readonly deliveries: WebhookDeliveries,
    private readonly clock: Clock,
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
    const payload = JSON.stringify(messageOf(job, event));
    const now = this.clock.now();
    const endedAt = job.completedAt ?? job.updatedAt;
    for (const { id: webhookId, events, createdAt, disabledAt } of await this.webhooks.ofOwner(job.ownerId)) {
      // What ended before a webhook was made is no news to it.
      if (disabledAt !== undefined || createdAt > endedAt || !events.includes(event)) continue;
      const id = deliveryIdOf(webhookId, `${event} ${job.id}`);
      await this.deliveries.create(newDelivery({ id, webhookId, type: event, payload }, now));
    }
  }
}
