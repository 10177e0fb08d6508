import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';

import { isUnavailable } from '#infrastructure/redis/connection/ask-redis';
import { AnalysisConsumer } from './analysis.consumer';
import { ChosenJobsConsumer } from './chosen-jobs.consumer';
import type { Pace } from './lane.consumer';
import { SmallJobsConsumer } from './small-jobs.consumer';
import { WaitingByNeeds } from './waiting-by-needs';
import { WaitingSmallJobs } from './waiting-small-jobs';

/** How often it is looked for jobs without having heard of one: what tells of them can be lost. */
const LOOK_MS = 1000;

/**
 * All slots of this worker: most take whatever comes next, some only small jobs, so that these never wait for large ones to end.
 * The latter fetch a job only while none of the former is free to take it. All slots of a limited worker fetch what it can take.
 */
@Injectable()
export class AnalysisSlots implements BeforeApplicationShutdown {
  private readonly logger = new Logger(AnalysisSlots.name);
  private timer: NodeJS.Timeout | undefined;
  private stopListening = (): void => undefined;
  private isLooking = false;
  private lookAgain = false;

  constructor(
    private readonly all: AnalysisConsumer,
    private readonly small: SmallJobsConsumer,
    private readonly waiting: WaitingSmallJobs,
    private readonly chosen: ChosenJobsConsumer,
    private readonly byNeeds: WaitingByNeeds,
  ) {}

  /** Jobs that run now. */
  get load(): number {
    return this.all.load + this.small.load + this.chosen.load;
  }

  /** Jobs that this worker has brought to their end. */
  get processedJobs(): number {
    return this.all.processedJobs + this.small.processedJobs + this.chosen.processedJobs;
  }

  /** Resolves once it is connected and takes jobs. */
  async start(pace?: Pace): Promise<void> {
    const look = (): void => {
      this.look();
    };
    await this.small.start(look, pace);
    await this.all.start(look, pace);
    await this.chosen.start(look, pace);
    const index = this.chosen.isTaking ? this.byNeeds : this.waiting;
    if (!this.small.isTaking && !this.chosen.isTaking) return;
    this.stopListening();
    this.stopListening = await index.listen(look);
    clearInterval(this.timer);
    this.timer = setInterval(look, LOOK_MS).unref();
    look();
  }

  /** Takes no new job, or takes them again; those that run go on, and all others wait in the queue. */
  hold(isHeld: boolean): void {
    this.all.hold(isHeld);
    this.small.hold(isHeld);
    this.chosen.hold(isHeld);
    this.look();
  }

  /** Idempotent. Takes no more jobs, lets the running ones finish within the grace, then has them handed back. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopListening();
    await Promise.all([this.all.stop(), this.small.stop(), this.chosen.stop()]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** One look after the other; what happens during one is seen by the next. */
  private look(): void {
    this.lookAgain = true;
    if (this.isLooking) return;
    this.isLooking = true;
    this.lookWhileAsked()
      .catch((error: unknown) => {
        // That Redis is away is told once, by who watches it.
        this.logger[isUnavailable(error) ? 'debug' : 'warn'](
          { err: error },
          'Failed to look for jobs; the next look finds them',
        );
      })
      .finally(() => {
        this.isLooking = false;
      });
  }

  private async lookWhileAsked(): Promise<void> {
    while (this.lookAgain) {
      this.lookAgain = false;
      if (this.small.isTaking && this.small.hasFreeSlot && !this.all.hasFreeSlot) await this.small.fetchNext();
      if (this.chosen.isTaking && this.chosen.hasFreeSlot && (await this.chosen.fetchNext())) this.lookAgain = true;
    }
  }
}
