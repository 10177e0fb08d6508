import { Injectable, Logger } from '@nestjs/common';

import { AnnounceEndedBatches } from '#application/webhooks/announce-ended-batches';
import { AnnounceEndedJobs } from '#application/webhooks/announce-ended-jobs';
import { SendDueDeliveries } from '#application/webhooks/send-due-deliveries';
import { AppConfig } from '#config/app-config';
import { SECOND_MS } from '#domain/shared/quantities';
import { levelOf } from './level-of';

/** Between two looks. */
const LOOK_MS = SECOND_MS;

/** Looks every second for jobs and batches that webhooks are to be told of, and for deliveries that are due: in every process with the API. */
@Injectable()
export class WebhookWatch {
  private readonly logger = new Logger(WebhookWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly announce: AnnounceEndedJobs,
    private readonly announceBatches: AnnounceEndedBatches,
    private readonly send: SendDueDeliveries,
    private readonly config: AppConfig,
  ) {}

  start(): void {
    if (!this.config.features.webhooks || this.isStopped) return;
    clearTimeout(this.timer);
    this.running = this.look().finally(() => {
      if (this.isStopped) return;
      this.timer = setTimeout(() => {
        this.start();
      }, LOOK_MS);
    });
  }

  /** Idempotent. What is being sent gets its answer, or its time is over. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.send.stop();
  }

  private async look(): Promise<void> {
    try {
      await this.announce.execute();
      await this.announceBatches.execute();
      await this.send.execute();
    } catch (error) {
      this.logger[levelOf(error)](
        { err: error },
        'Failed to look for what webhooks are to be told; the next look tries again',
      );
    }
  }
}
