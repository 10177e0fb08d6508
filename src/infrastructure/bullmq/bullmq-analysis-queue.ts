import { InjectQueue } from '@nestjs/bullmq';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import { Queue } from 'bullmq';

import { SmallJobSettings } from '#application/analysis/small-jobs.settings';
import type { QueuedAnalysis, QueueDepth, WaitingOfNeeds } from '#application/ports/analysis-queue.port';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { Tracing } from '#application/ports/tracing.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { isSmallJob } from '#domain/jobs/small-job';
import { needsOf } from '#domain/jobs/worker-capability';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import type { AnalysisDelivery, DeliveryName } from './analysis-delivery';
import { ANALYSIS_QUEUE, deliveryOptions, isSmallDelivery, queuePriority, toDelivery } from './analysis-delivery';
import { sending } from './delivery-spans';
import { laneKey, LANES } from './lanes';
import { WaitingByNeeds } from './waiting-by-needs';
import { WaitingSmallJobs } from './waiting-small-jobs';

/** States from which BullMQ delivers a job, or in which it is being delivered. */
const HELD_STATES = new Set(['waiting', 'prioritized', 'active', 'delayed', 'waiting-children']);

const WAITING_STATES = new Set(['waiting', 'prioritized']);
/** Of priority 0, 1, … 10. */
const QUEUE_PRIORITIES = Array.from({ length: 11 }, (_, priority) => queuePriority(priority));

/**
 * Delivery by BullMQ. Every job has a priority above 0, so all wait in `prioritized`, small ones too; `wait` holds only those
 * whose worker was lost.
 */
@Injectable()
export class BullmqAnalysisQueue extends AnalysisQueue implements BeforeApplicationShutdown {
  private readonly logger = new Logger(BullmqAnalysisQueue.name);

  constructor(
    @InjectQueue(ANALYSIS_QUEUE) private readonly queue: Queue<AnalysisDelivery>,
    private readonly connections: RedisConnections,
    private readonly small: WaitingSmallJobs,
    private readonly smallJobs: SmallJobSettings,
    private readonly byNeeds: WaitingByNeeds,
    private readonly tracing: Tracing,
  ) {
    super();
    // Without a listener an error event would end the process; the connection comes back by itself.
    queue.on('error', (error) => {
      this.logger.debug(`The queue's connection failed: ${error.message}`);
    });
  }

  async enqueue(job: QueuedAnalysis): Promise<void> {
    await askRedis('enqueue an analysis', async () => {
      const needs = job.needs ?? needsOf({ depth: job.options.depth, size: job.file.size });
      const isHeld = await this.clearWay(job.id);
      const isSmall = !isHeld && this.isSmall(job);
      if (!isHeld) {
        const name: DeliveryName = isSmall ? 'analyse-small' : 'analyse';
        await this.tracing.within(sending(job), ({ parent }) =>
          this.queue.add(name, toDelivery(job, needs, parent), deliveryOptions(job.id, queuePriority(job.priority))),
        );
      }
      // Both in one round trip.
      await Promise.all([
        isSmall && this.note(job.id, () => this.small.note(job.id)),
        this.note(job.id, () => this.byNeeds.note(job.id, needs)),
      ]);
    });
  }

  async raise(id: JobId, priority: number): Promise<boolean> {
    return askRedis('raise a queued analysis', async () => {
      const entry = await this.queue.getJob(id);
      const raised = queuePriority(priority);
      if (entry === undefined || entry.priority <= raised || !WAITING_STATES.has(await entry.getState())) return false;
      await entry.changePriority({ priority: raised });
      await Promise.all([this.byNeeds.follow(id), isSmallDelivery(entry) && this.small.follow(id)]);
      return true;
    });
  }

  async withdraw(id: JobId): Promise<void> {
    // What a worker has taken is locked, and stays.
    await askRedis('withdraw a queued analysis', () =>
      Promise.all([this.queue.remove(id), this.small.forget(id), this.byNeeds.forget(id)]),
    );
  }

  async holds(id: JobId): Promise<boolean> {
    return askRedis('look for a queued analysis', async () => {
      const [state, isInLane] = await Promise.all([this.queue.getJobState(id), this.isInLane(id)]);
      return isInLane || HELD_STATES.has(state);
    });
  }

  async position(id: JobId): Promise<number | undefined> {
    return askRedis('read a queue position', async () => {
      const { commands } = this.connections;
      const [rank, recovered, indexInWait, rankAmongSmall] = await Promise.all([
        commands.zrank(this.queue.toKey('prioritized'), id),
        commands.llen(this.queue.toKey('wait')),
        // Only jobs of lost workers: as many as ran at once.
        commands.lpos(this.queue.toKey('wait'), id),
        this.small.position(id),
      ]);
      if (typeof rank === 'number') return Math.min(recovered + rank, rankAmongSmall ?? Infinity);
      // Taken from the right end, before anything prioritised.
      return indexInWait === null ? undefined : Math.max(0, recovered - 1 - indexInWait);
    });
  }

  async depth(): Promise<QueueDepth> {
    return askRedis('read the depth of the queue', async () => {
      const [counts, inLanes] = await Promise.all([
        this.queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active'),
        Promise.all(LANES.map((lane) => this.connections.commands.llen(laneKey(lane, 'active')))),
      ]);
      const count = (state: string): number => counts[state] ?? 0;
      return {
        waiting: count('waiting') + count('prioritized') + count('delayed'),
        active: inLanes.reduce((sum, active) => sum + active, count('active')),
      };
    });
  }

  async depthByPriority(): Promise<readonly number[]> {
    return askRedis('read the depth of the queue', async () => {
      const counts = await this.queue.getCountsPerPriority(QUEUE_PRIORITIES);
      return QUEUE_PRIORITIES.map((priority) => counts[String(priority)] ?? 0);
    });
  }

  async depthByNeeds(): Promise<readonly WaitingOfNeeds[]> {
    return askRedis('read the depth of the queue', () => this.byNeeds.counts());
  }

  async unclassified(limit: number): Promise<readonly JobId[]> {
    return askRedis('look for unclassified jobs', () => this.byNeeds.unknown(limit));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }

  /**
   * Whether the queue holds it. An ended entry, one in no list at all, or one whose worker was lost would make `add` do nothing: it is
   * removed. BullMQ would deliver the last again, but only to workers that take whatever comes, and not before one of them is there.
   */
  private async clearWay(id: JobId): Promise<boolean> {
    const [entry, isInLane] = await Promise.all([this.queue.getJob(id), this.isInLane(id)]);
    if (isInLane) return true;
    if (entry === undefined) return false;
    const state = await entry.getState();
    if (HELD_STATES.has(state) && (state !== 'active' || (await this.isLocked(id)))) return true;
    try {
      await entry.remove();
      return false;
    } catch (error) {
      // Somebody else has enqueued it again meanwhile, and a worker has it.
      if (await this.isLocked(id)) return true;
      throw error;
    }
  }

  private isSmall({ file, options }: QueuedAnalysis): boolean {
    return isSmallJob({ size: file.size, depth: options.depth }, this.smallJobs.maxBytes);
  }

  /** It is in the queue, whatever becomes of this. */
  private async note(id: JobId, noted: () => Promise<void>): Promise<void> {
    try {
      await noted();
    } catch (error) {
      this.logger.warn(
        { job_id: id, err: error },
        'Failed to note what kind of job it is; it waits its turn among all',
      );
    }
  }

  private async isLocked(id: JobId): Promise<boolean> {
    return (await this.connections.commands.exists(this.queue.toKey(`${id}:lock`))) === 1;
  }

  /** By the lock of its entry there, which lives no longer than the worker: the queue of all does not have it then. */
  private async isInLane(id: JobId): Promise<boolean> {
    const locks = LANES.map((lane) => laneKey(lane, `${id}:lock`));
    return (await this.connections.commands.exists(...locks)) > 0;
  }
}
