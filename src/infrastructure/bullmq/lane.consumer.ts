import { WorkerHost } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Job } from 'bullmq';

import { RunAnalysis } from '#application/analysis/run-analysis';
import { WorkerStopping } from '#application/analysis/worker-stopping';
import { AppConfig } from '#config/app-config';
import { parseJobId } from '#domain/analysis/analysis-job';
import type { JobId } from '#domain/analysis/analysis-job';
import { readDelivery } from './analysis-delivery';
import { abandon, endedWithin } from './close-within';
import { WorkerId } from './worker-id';

/** A worker that is silent for that long loses its jobs to the next check of any other. */
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 10_000;
/** How long an interrupted job may take to hand itself back. */
const HAND_BACK_MS = 10_000;

/** What every lane's worker is told. */
export const LANE_OPTIONS = {
  autorun: false,
  lockDuration: LOCK_MS,
  stalledInterval: STALLED_CHECK_MS,
  // Never the queue's to decide: the record counts the attempts.
  maxStalledCount: Number.MAX_SAFE_INTEGER,
};

/**
 * Takes jobs from one queue and has them run, until it is stopped. Nothing is retried here: how often a job may be
 * started is in its record, and a run that fails leaves the queue for the reconciler to put right.
 */
@Injectable()
export abstract class LaneConsumer extends WorkerHost implements BeforeApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly running = new Set<AbortController>();
  private finished = 0;
  private started = false;
  private stopped: Promise<void> | undefined;
  private isHeld = false;
  private changed = (): void => undefined;

  constructor(
    private readonly runAnalysis: RunAnalysis,
    private readonly workerId: WorkerId,
    protected readonly config: AppConfig,
  ) {
    super();
  }

  /** Jobs that it runs at once; without any it takes none. */
  protected abstract get slots(): number;

  /** One of its slots has the job, while it runs already: nobody need deliver it any more. */
  protected abstract taken(job: Job<unknown>, id: JobId): Promise<void>;

  /** Free for any worker, at the front of its priority; ends as BullMQ wants it. */
  protected abstract handBack(job: Job<unknown>, id: JobId, token?: string): Promise<void>;

  /** Jobs that run now. */
  get load(): number {
    return this.running.size;
  }

  get hasFreeSlot(): boolean {
    return this.load < this.slots;
  }

  /** Jobs that it has brought to their end. */
  get processedJobs(): number {
    return this.finished;
  }

  /** Whether it takes jobs now. */
  get isTaking(): boolean {
    return this.started && this.stopped === undefined && !this.isHeld;
  }

  /** Resolves once it is connected and takes jobs. @param changed is called whenever a job begins or ends */
  async start(changed: () => void): Promise<void> {
    if (this.slots === 0) return;
    this.changed = changed;
    this.worker.on('error', (error) => {
      this.logger.warn(`The queue's worker has a fault: ${error.message}`);
    });
    this.worker.concurrency = this.slots;
    await this.worker.waitUntilReady();
    this.started = true;
    this.worker.run().catch((error: unknown) => {
      this.logger.error({ err: error }, 'Failed to take jobs from the queue');
    });
  }

  /** Takes no new job, or takes them again; those that run go on, and all others wait in the queue. */
  hold(isHeld: boolean): void {
    if (!this.started || this.stopped !== undefined) return;
    this.isHeld = isHeld;
    if (!isHeld) {
      this.worker.resume().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Failed to take jobs again');
      });
      return;
    }
    this.worker.pause(true).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'Failed to stop taking jobs');
    });
  }

  /**
   * Idempotent. Takes no more jobs and lets the running ones finish for as long as the configuration grants, then has
   * them handed back; all are in other hands, or free for them, when it resolves.
   */
  async stop(): Promise<void> {
    this.stopped ??= this.stopOnce();
    return this.stopped;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  override async process(job: Job<unknown>, token?: string): Promise<void> {
    const id = parseJobId(job.id ?? '');
    if (id === undefined) throw new Error(`A queue entry has an id that is not a job's: ${String(job.id)}`);
    // Taken at the very moment of the stop or the hold: what was being fetched then still arrives.
    if (!this.isTaking) return this.handBack(job, id, token);
    if ((await this.run(job, id)) === 'handed-back') await this.handBack(job, id, token);
    else this.finished += 1;
  }

  private async run(job: Job<unknown>, id: JobId): Promise<'done' | 'handed-back'> {
    const stop = new AbortController();
    this.running.add(stop);
    this.changed();
    const told = this.tell(job, id);
    let ids = {};
    try {
      const { requestId, correlationId } = readDelivery(id, job.data);
      ids = { request_id: requestId, correlation_id: correlationId };
      this.logger.debug({ job_id: id, ...ids }, 'Took a job');
      return await this.runAnalysis.execute(id, { workerId: this.workerId.id, signal: stop.signal });
    } catch (error) {
      this.logger.error({ job_id: id, ...ids, err: error }, 'Failed to run a job; the reconciler will see to it');
      throw error;
    } finally {
      await told;
      this.running.delete(stop);
      this.changed();
    }
  }

  /** A second delivery of a job does no harm. */
  private async tell(job: Job<unknown>, id: JobId): Promise<void> {
    try {
      await this.taken(job, id);
    } catch (error) {
      this.logger.warn({ job_id: id, err: error }, 'Failed to say that a job was taken; it may be delivered twice');
    }
  }

  private async stopOnce(): Promise<void> {
    if (!this.started) return;
    const closed = this.worker.close();
    if (await endedWithin(this.config.analysis.stopGraceSeconds * 1000, closed)) return;
    for (const stop of this.running) stop.abort(new WorkerStopping());
    if (await endedWithin(HAND_BACK_MS, closed)) return;
    this.logger.error('The queue cannot be reached: what ran here waits until another worker misses this one.');
    abandon(this.worker);
  }
}
