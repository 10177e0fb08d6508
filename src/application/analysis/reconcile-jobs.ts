import { Injectable, Logger } from '@nestjs/common';

import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { Clock } from '#application/ports/clock.port';
import { DirectUploads } from '#application/ports/direct-uploads.port';
import { JobStore } from '#application/ports/job-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { UploadStore } from '#application/ports/upload-store.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import type { LiveStatus } from '#domain/jobs/job-status';
import { isTerminal } from '#domain/jobs/job-status';
import { priorityScore } from '#domain/jobs/priority-score';
import { DispatchJob } from './dispatch-job';
import { ForwardJumps } from './forward-jumps';
import { LostJobs } from './lost-jobs';
import { unlessUnreadable } from './unless-unreadable';

/** What one run has repaired. */
export interface Repairs {
  readonly requeued: number;
  readonly recovered: number;
  readonly sampleFilesDeleted: number;
}

/** Younger records are left alone: their submission, or their worker's first report, may be under way. */
const GRACE_MS = 10_000;
/** Records that are newer than now by more than clocks differ: a clock has gone back since, and may do so by hours. */
const AHEAD_MS = 60_000;
const BATCH = 1000;

/** Repairs what a crash left between two writes. Any number of processes may run it: every step is compare-and-set or idempotent. */
@Injectable()
export class ReconcileJobs {
  private readonly logger = new Logger(ReconcileJobs.name);
  private readonly jumps: ForwardJumps;

  constructor(
    private readonly jobs: JobStore,
    private readonly queue: AnalysisQueue,
    private readonly samples: SampleStore,
    private readonly workers: WorkerRegistry,
    private readonly clock: Clock,
    private readonly lostJobs: LostJobs,
    private readonly dispatch: DispatchJob,
    private readonly uploads: UploadStore,
    private readonly direct: DirectUploads,
  ) {
    this.jumps = new ForwardJumps(clock);
  }

  async execute(leftoverAgeMs: number): Promise<Repairs> {
    const recovered = await this.recoverFromLostWorkers();
    const requeued = await this.requeuePending();
    await this.classify();
    const sampleFilesDeleted =
      (await this.sweepSamples(leftoverAgeMs)) + (await this.direct.sweep((id) => this.isAwaited(id), leftoverAgeMs));
    const repairs = { requeued, recovered, sampleFilesDeleted };
    if (requeued + recovered + sampleFilesDeleted > 0) this.logger.warn(repairs, 'Repaired what a crash had left');
    return repairs;
  }

  /** Not while what is just being taken in may look that old. */
  private async sweepSamples(leftoverAgeMs: number): Promise<number> {
    if (!this.jumps.vouchFor(leftoverAgeMs)) return 0;
    return this.samples.sweep((id) => this.isNeeded(id), leftoverAgeMs);
  }

  /** Those that nobody is about to change. */
  private async silent(status: LiveStatus): Promise<readonly JobId[]> {
    const now = this.clock.now();
    const old = await this.jobs.listLive(status, now - GRACE_MS, BATCH);
    return [...old, ...(await this.jobs.listLive(status, Number.POSITIVE_INFINITY, BATCH, now + AHEAD_MS))];
  }

  private async requeuePending(): Promise<number> {
    const missing: AnalysisJob[] = [];
    for (const id of await this.silent('pending')) {
      if (await this.queue.holds(id)) continue;
      const job = await unlessUnreadable(() => this.jobs.find(id), undefined);
      if (job?.status === 'pending') missing.push(job);
    }
    let requeued = 0;
    // A queue that was lost as a whole comes back in the order in which it was.
    for (const job of missing.sort((one, other) => scoreOf(one) - scoreOf(other))) {
      if (await unlessUnreadable(() => this.dispatch.repair(job), false)) requeued += 1;
    }
    return requeued;
  }

  /** Of what an older version has queued, limited workers do not know that they can take it. */
  private async classify(): Promise<void> {
    for (const id of await this.queue.unclassified(BATCH)) {
      const job = await unlessUnreadable(() => this.jobs.find(id), undefined);
      if (job?.status === 'pending') await this.queue.enqueue({ ...job, priority: job.options.priority });
    }
  }

  private async recoverFromLostWorkers(): Promise<number> {
    const ids = await this.silent('processing');
    if (ids.length === 0) return 0;
    const alive = new Set((await this.workers.live()).map(({ id }) => id));
    let recovered = 0;
    for (const id of ids) {
      if (await unlessUnreadable(() => this.recoverIfLost(id, alive), false)) recovered += 1;
    }
    return recovered;
  }

  private async recoverIfLost(id: JobId, alive: ReadonlySet<string>): Promise<boolean> {
    const job = await this.jobs.find(id);
    if (job?.status !== 'processing' || !(await this.isLost(job, alive))) return false;
    const pending = await this.lostJobs.recover(job);
    if (pending === undefined) return false;
    await this.dispatch.repair(pending);
    return true;
  }

  /** Its worker is gone, or has let go of it: the queue forgets a job only after its record was to say how it ended. */
  private async isLost(job: AnalysisJob, alive: ReadonlySet<string>): Promise<boolean> {
    return job.workerId === undefined || !alive.has(job.workerId) || !(await this.queue.holds(job.carriedBy ?? job.id));
  }

  private async isNeeded(id: JobId): Promise<boolean> {
    const job = await unlessUnreadable<AnalysisJob | 'unreadable' | undefined>(() => this.jobs.find(id), 'unreadable');
    if (job === 'unreadable') return true;
    if (job !== undefined) return !isTerminal(job.status);
    const upload = await this.uploads.find(id);
    return upload !== undefined && upload.state !== 'used';
  }

  /** What was sent past us is not taken in yet. */
  private async isAwaited(id: JobId): Promise<boolean> {
    const state = (await this.uploads.find(id))?.state;
    return state === 'awaited' || state === 'arriving';
  }
}

function scoreOf({ options, createdAt }: AnalysisJob): number {
  return priorityScore(options.priority, createdAt);
}
