import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Worker } from 'bullmq';

import type { RunOutcome } from '#application/analysis/run-analysis';
import { RunAnalysis } from '#application/analysis/run-analysis';
import { WorkerStopping } from '#application/analysis/worker-stopping';
import { Tracing } from '#application/ports/tracing.port';
import { AppConfig } from '#config/app-config';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { SECOND_MS } from '#domain/shared/quantities';
import { isUnavailable } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { QUEUE_PREFIX, readDelivery } from './analysis-delivery';
import { abandon, endedWithin } from './close-within';
import { processing } from './delivery-spans';
import { WorkerId } from './worker-id';

/** A worker that is silent for that long loses its jobs to the next check of any other. */
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 10_000;
/** How long an interrupted job may take to hand itself back. */
const HAND_BACK_MS = 10_000;

/** Between two tries of what a lost connection has broken off. */
const RETRY_MS = 1000;

/** How often a worker looks for what has changed without being told. */
export interface Pace {
  /** Milliseconds between two looks for jobs whose worker was lost. */
  readonly stalledCheckMs: number;
  /** For how long one question for work waits: what is silent for much longer is a dead connection. */
  readonly waitForWorkSeconds: number;
}

export const USUAL_PACE: Pace = { stalledCheckMs: STALLED_CHECK_MS, waitForWorkSeconds: 2 };

/**
 * Takes jobs from one queue and has them run, until it is stopped. Nothing is retried here: how often a job may be
 * started is in its record, and a run that fails leaves the queue for the reconciler to put right.
 */
@Injectable()
export abstract class LaneConsumer implements BeforeApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly running = new Set<AbortController>();
  private finished = 0;
  private taker: Worker | undefined;
  private stopped: Promise<void> | undefined;
  private isHeld = false;
  private changed = (): void => undefined;

  constructor(
    private readonly runAnalysis: RunAnalysis,
    private readonly workerId: WorkerId,
    protected readonly config: AppConfig,
    protected readonly connections: RedisConnections,
    private readonly tracing: Tracing,
  ) {}

  /** Of the queue that it takes from. */
  protected abstract readonly queueName: string;

  /** Jobs that it runs at once; without any it takes none. */
  protected abstract get slots(): number;

  /** One of its slots has the job, while it runs already: nobody need deliver it any more. */
  protected abstract taken(job: Job<unknown>, id: JobId): Promise<void>;

  /** Free for any worker, at the front of its priority; ends as BullMQ wants it. */
  protected abstract handBack(job: Job<unknown>, id: JobId, token?: string): Promise<void>;

  /** BullMQ's side; there is none before the start. */
  get worker(): Worker | undefined {
    return this.taker;
  }

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
    return this.taker !== undefined && this.stopped === undefined && !this.isHeld;
  }

  /**
   * Resolves once it is connected and takes jobs; once more does nothing but what was broken off. To be called when Redis is known to
   * serve and to grant all that is needed.
   * @param changed is called whenever a job begins or ends
   */
  async start(changed: () => void, pace = USUAL_PACE): Promise<void> {
    if (this.slots === 0 || this.stopped !== undefined) return;
    this.changed = changed;
    this.taker ??= this.newTaker(pace);
    await this.taker.waitUntilReady();
    if (this.taker.isRunning()) return;
    this.taker.run().catch((error: unknown) => {
      this.logger.error({ err: error }, 'Failed to take jobs from the queue');
    });
  }

  /** Takes no new job, or takes them again; those that run go on, and all others wait in the queue. */
  hold(isHeld: boolean): void {
    if (this.taker === undefined || this.stopped !== undefined) return;
    this.isHeld = isHeld;
    if (!isHeld) {
      this.taker.resume().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Failed to take jobs again');
      });
      return;
    }
    this.taker.pause(true).catch((error: unknown) => {
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

  private newTaker(pace: Pace): Worker {
    const worker = this.makeWorker(pace);
    worker.on('error', (error) => {
      // That Redis is away is told once, by who watches it; here it is met many times a second.
      const told = isUnavailable(error);
      this.logger[told ? 'debug' : 'warn'](`The queue's worker has a fault: ${error.message}`);
    });
    return worker;
  }

  private makeWorker({ stalledCheckMs, waitForWorkSeconds }: Pace): Worker {
    return new Worker(this.queueName, (job: Job<unknown>, token) => this.process(job, token), {
      connection: this.connections.forWorker(waitForWorkSeconds * SECOND_MS),
      prefix: QUEUE_PREFIX,
      autorun: false,
      concurrency: this.slots,
      drainDelay: waitForWorkSeconds,
      runRetryDelay: RETRY_MS,
      lockDuration: LOCK_MS,
      stalledInterval: stalledCheckMs,
      // Never the queue's to decide: the record counts the attempts.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    });
  }

  private async process(job: Job<unknown>, token?: string): Promise<void> {
    const id = parseJobId(job.id ?? '');
    if (id === undefined) throw new Error(`A queue entry has an id that is not a job's: ${String(job.id)}`);
    // Taken at the very moment of the stop or the hold: what was being fetched then still arrives.
    if (!this.isTaking) return this.handBack(job, id, token);
    const outcome = await this.run(job, id);
    if (outcome === 'handed-back') await this.handBack(job, id, token);
    else if (outcome === 'done') this.finished += 1;
  }

  private async run(job: Job<unknown>, id: JobId): Promise<RunOutcome> {
    const stop = new AbortController();
    this.running.add(stop);
    this.changed();
    const told = this.tell(job, id);
    let ids = {};
    try {
      const { requestId, correlationId, traceparent } = readDelivery(id, job.data);
      ids = { request_id: requestId, correlation_id: correlationId };
      this.logger.debug({ job_id: id, ...ids }, 'Took a job');
      return await this.tracing.within(processing({ id, requestId }, traceparent), async (span) => {
        const outcome = await this.runAnalysis.execute(id, { workerId: this.workerId.id, signal: stop.signal });
        span.add({ 'bin2nlp.outcome': outcome });
        return outcome;
      });
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
    if (this.taker === undefined) return;
    const closed = this.taker.close();
    if (await endedWithin(await this.graceMs(), closed)) return;
    for (const stop of this.running) stop.abort(new WorkerStopping());
    if ((await this.connections.answers()) && (await endedWithin(HAND_BACK_MS, closed))) return;
    if (this.running.size > 0) {
      this.logger.error('The queue cannot be reached: what ran here waits until another worker misses this one.');
    }
    abandon(this.taker);
  }

  /** Nothing that runs, and no Redis that would say good-bye: nothing to wait for. */
  private async graceMs(): Promise<number> {
    const isIdle = this.running.size === 0 && !(await this.connections.answers());
    return isIdle ? 0 : this.config.analysis.stopGraceSeconds * SECOND_MS;
  }
}
