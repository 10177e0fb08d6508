import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Queue } from 'bullmq';

import { RunAnalysis } from '#application/analysis/run-analysis';
import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import type { JobId } from '#domain/jobs/analysis-job';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import type { AnalysisDelivery } from './analysis-delivery';
import { ANALYSIS_QUEUE, deliveryOptions, frontOf, SMALL_JOBS_QUEUE } from './analysis-delivery';
import { LaneConsumer } from './lane.consumer';
import { noteAgain, WaitingByNeeds } from './waiting-by-needs';
import { WaitingSmallJobs } from './waiting-small-jobs';
import { WorkerId } from './worker-id';
import { workerSlots } from './worker-slots';

/**
 * The slots that take small jobs only. Such a job waits in the queue of all like any other; what is in the queue of these slots
 * is on its way to one of them, and its entry in the other stays until it is there. Whatever is lost in between, it is delivered.
 */
@Injectable()
export class SmallJobsConsumer extends LaneConsumer {
  protected readonly queueName = SMALL_JOBS_QUEUE;

  constructor(
    runAnalysis: RunAnalysis,
    workerId: WorkerId,
    config: AppConfig,
    @InjectQueue(ANALYSIS_QUEUE) private readonly all: Queue<AnalysisDelivery>,
    @InjectQueue(SMALL_JOBS_QUEUE) private readonly slotsQueue: Queue<AnalysisDelivery>,
    connections: RedisConnections,
    tracing: Tracing,
    private readonly small: WaitingSmallJobs,
    private readonly byNeeds: WaitingByNeeds,
  ) {
    super(runAnalysis, workerId, config, connections, tracing);
    // Without a listener an error event would end the process; the connection comes back by itself.
    slotsQueue.on('error', (error) => {
      this.logger.debug(`The connection of the small jobs' queue failed: ${error.message}`);
    });
  }

  /** Sends the next small job to these slots; `false` when none waits, or one is on its way already. */
  async fetchNext(): Promise<boolean> {
    const id = await this.small.takeNext();
    if (id === undefined) return false;
    const entry = await this.all.getJob(id);
    if (entry !== undefined) await this.slotsQueue.add(entry.name, entry.data, deliveryOptions(id, entry.priority));
    return true;
  }

  protected get slots(): number {
    return workerSlots(this.config.analysis).small;
  }

  /** What another worker has taken from there is locked, and stays: the record decides which of the two runs it. */
  protected async taken(_job: Job<unknown>, id: JobId): Promise<void> {
    await Promise.all([this.all.remove(id), this.byNeeds.forget(id)]);
  }

  /** Into the queue of all, before others of its priority; with that its entry here has been dealt with. */
  protected async handBack({ name, data, priority }: Job<unknown>, id: JobId): Promise<void> {
    await this.all.add(name, data as AnalysisDelivery, deliveryOptions(id, priority));
    await this.connections.commands.zadd(this.all.toKey('prioritized'), 'XX', frontOf(priority), id);
    await this.small.note(id);
    await noteAgain(this.byNeeds, id, data);
    this.logger.log({ job_id: id }, 'Handed a small job back');
  }
}
