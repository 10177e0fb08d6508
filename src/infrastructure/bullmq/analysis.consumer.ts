import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { WaitingError } from 'bullmq';

import { RunAnalysis } from '#application/analysis/run-analysis';
import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import type { JobId } from '#domain/jobs/analysis-job';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { ANALYSIS_QUEUE, isSmallDelivery } from './analysis-delivery';
import { LaneConsumer } from './lane.consumer';
import { noteAgain, WaitingByNeeds } from './waiting-by-needs';
import { WaitingSmallJobs } from './waiting-small-jobs';
import { WorkerId } from './worker-id';
import { workerSlots } from './worker-slots';

/** The slots that take whatever comes next. */
@Injectable()
export class AnalysisConsumer extends LaneConsumer {
  protected readonly queueName = ANALYSIS_QUEUE;

  constructor(
    runAnalysis: RunAnalysis,
    workerId: WorkerId,
    config: AppConfig,
    connections: RedisConnections,
    tracing: Tracing,
    private readonly small: WaitingSmallJobs,
    private readonly byNeeds: WaitingByNeeds,
  ) {
    super(runAnalysis, workerId, config, connections, tracing);
  }

  protected get slots(): number {
    return workerSlots(this.config.analysis).any;
  }

  protected async taken(job: Job<unknown>, id: JobId): Promise<void> {
    await Promise.all([this.byNeeds.forget(id), isSmallDelivery(job) && this.small.forget(id)]);
  }

  protected async handBack(job: Job<unknown>, id: JobId, token?: string): Promise<never> {
    await job.moveToWait(token);
    if (isSmallDelivery(job)) await this.small.note(id);
    await noteAgain(this.byNeeds, id, job.data);
    await this.wakeWorkers();
    this.logger.log({ job_id: id }, 'Handed a job back');
    throw new WaitingError();
  }

  /** BullMQ wakes waiting workers for new jobs, not for one that came back; they would notice seconds later. */
  private async wakeWorkers(): Promise<void> {
    if (this.worker === undefined) return;
    try {
      await this.connections.commands.zadd(this.worker.toKey('marker'), 0, '0');
    } catch (error) {
      this.logger.warn({ err: error }, 'Failed to wake the other workers; they look by themselves within seconds');
    }
  }
}
