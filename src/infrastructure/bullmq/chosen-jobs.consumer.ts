import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Queue } from 'bullmq';

import { RunAnalysis } from '#application/analysis/run-analysis';
import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import type { JobId } from '#domain/jobs/analysis-job';
import { capabilitiesOf } from '#domain/jobs/worker-capability';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import type { AnalysisDelivery } from './analysis-delivery';
import { ANALYSIS_QUEUE, deliveryOptions, frontOf, isSmallDelivery } from './analysis-delivery';
import { LaneConsumer } from './lane.consumer';
import { chosenJobsQueue } from './lanes';
import { queueOptions } from './queue-options';
import { noteAgain, WaitingByNeeds } from './waiting-by-needs';
import { WaitingSmallJobs } from './waiting-small-jobs';
import { WorkerId } from './worker-id';
import { workerSlots } from './worker-slots';

/**
 * The slots of a limited worker, which take what it can and leave the rest to others. Such a job waits in the queue of all like any
 * other; as with small jobs, what is in the queue of these slots is on its way to one, and its entry in the other stays until it is there.
 */
@Injectable()
export class ChosenJobsConsumer extends LaneConsumer {
  protected readonly queueName: string;
  private readonly capabilities: readonly string[];
  private slotsQueue: Queue<AnalysisDelivery> | undefined;

  constructor(
    runAnalysis: RunAnalysis,
    workerId: WorkerId,
    config: AppConfig,
    @InjectQueue(ANALYSIS_QUEUE) private readonly all: Queue<AnalysisDelivery>,
    connections: RedisConnections,
    tracing: Tracing,
    private readonly byNeeds: WaitingByNeeds,
    private readonly small: WaitingSmallJobs,
  ) {
    super(runAnalysis, workerId, config, connections, tracing);
    this.capabilities = capabilitiesOf(config.analysis);
    this.queueName = chosenJobsQueue(this.capabilities);
  }

  /** Sends the next job that this worker can take to these slots; `false` when none waits, or as many are on the way as are free. */
  async fetchNext(): Promise<boolean> {
    const id = await this.byNeeds.takeNext(this.capabilities, this.queueName, this.slots - this.load);
    if (id === undefined) return false;
    const entry = await this.all.getJob(id);
    if (entry !== undefined) await this.lane.add(entry.name, entry.data, deliveryOptions(id, entry.priority));
    return true;
  }

  override async beforeApplicationShutdown(): Promise<void> {
    await super.beforeApplicationShutdown();
    await this.slotsQueue?.close();
  }

  protected get slots(): number {
    return workerSlots(this.config.analysis).chosen;
  }

  /** What another worker has taken from there is locked, and stays: the record decides which of the two runs it. */
  protected async taken(_job: Job<unknown>, id: JobId): Promise<void> {
    await Promise.all([this.all.remove(id), this.byNeeds.forget(id), this.small.forget(id)]);
  }

  /** Into the queue of all, before others of its priority; with that its entry here has been dealt with. */
  protected async handBack(job: Job<unknown>, id: JobId): Promise<void> {
    const { name, data, priority } = job;
    await this.all.add(name, data as AnalysisDelivery, deliveryOptions(id, priority));
    await this.connections.commands.zadd(this.all.toKey('prioritized'), 'XX', frontOf(priority), id);
    if (isSmallDelivery(job)) await this.small.note(id);
    await noteAgain(this.byNeeds, id, data);
    this.logger.log({ job_id: id }, 'Handed a job back');
  }

  /** Made when it is needed: most workers take whatever comes. */
  private get lane(): Queue<AnalysisDelivery> {
    if (this.slotsQueue === undefined) {
      this.slotsQueue = new Queue(this.queueName, queueOptions(this.connections));
      // Without a listener an error event would end the process; the connection comes back by itself.
      this.slotsQueue.on('error', (error) => {
        this.logger.debug(`The connection of a queue failed: ${error.message}`);
      });
    }
    return this.slotsQueue;
  }
}
