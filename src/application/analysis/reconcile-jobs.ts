import { Injectable, Logger } from '@nestjs/common';

import { RunLimits } from './run-analysis';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { Clock } from '#application/ports/clock.port';
import { JobStore } from '#application/ports/job-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import type { AnalysisJob, JobId } from '#domain/analysis/analysis-job';
import { isTerminal } from '#domain/analysis/job-status';

/** What one run has repaired. */
export interface Repairs {
  readonly requeued: number;
  readonly recovered: number;
  readonly sampleFilesDeleted: number;
}

/** Younger records are left alone: their submission, or their worker's first report, may be under way. */
const GRACE_MS = 10_000;
const BATCH = 1000;

/** Repairs what a crash left between two writes. Any number of processes may run it: every step is compare-and-set or idempotent. */
@Injectable()
export class ReconcileJobs {
  private readonly logger = new Logger(ReconcileJobs.name);

  constructor(
    private readonly jobs: JobStore,
    private readonly queue: AnalysisQueue,
    private readonly samples: SampleStore,
    private readonly workers: WorkerRegistry,
    private readonly clock: Clock,
    private readonly limits: RunLimits,
  ) {}

  async execute(leftoverAgeMs: number): Promise<Repairs> {
    const recovered = await this.recoverFromLostWorkers();
    const requeued = await this.requeuePending();
    const sampleFilesDeleted = await this.samples.sweep((id) => this.isNeeded(id), leftoverAgeMs);
    const repairs = { requeued, recovered, sampleFilesDeleted };
    if (requeued + recovered + sampleFilesDeleted > 0) this.logger.warn(repairs, 'Repaired what a crash had left');
    return repairs;
  }

  private async requeuePending(): Promise<number> {
    let requeued = 0;
    for (const id of await this.jobs.listLive('pending', this.clock.now() - GRACE_MS, BATCH)) {
      if (await this.queue.holds(id)) continue;
      const job = await this.jobs.find(id);
      if (job?.status !== 'pending') continue;
      await this.enqueue(job);
      requeued += 1;
    }
    return requeued;
  }

  private async recoverFromLostWorkers(): Promise<number> {
    const ids = await this.jobs.listLive('processing', this.clock.now() - GRACE_MS, BATCH);
    if (ids.length === 0) return 0;
    const alive = new Set((await this.workers.live()).map(({ id }) => id));
    let recovered = 0;
    for (const id of ids) {
      const job = await this.jobs.find(id);
      if (job?.status !== 'processing' || job.workerId === undefined || alive.has(job.workerId)) continue;
      if (await this.recover(job, job.workerId)) recovered += 1;
    }
    return recovered;
  }

  private async recover(job: AnalysisJob, workerId: string): Promise<boolean> {
    const guard = { from: 'processing', workerId } as const;
    if (job.attempts >= this.limits.maxAttempts) {
      const error = { code: 'WORKER_LOST', message: `${job.attempts} workers were lost over this file.` } as const;
      const failed = await this.jobs.transition(job.id, guard, { to: 'failed', error });
      if (failed !== undefined) await this.samples.release(job.file.sha256, job.id);
      return failed !== undefined;
    }
    const pending = await this.jobs.transition(job.id, guard, { to: 'pending' });
    if (pending === undefined) return false;
    await this.enqueue(pending);
    return true;
  }

  private enqueue({ id, options, requestId, correlationId }: AnalysisJob): Promise<void> {
    return this.queue.enqueue({ id, priority: options.priority, requestId, correlationId });
  }

  private async isNeeded(id: JobId): Promise<boolean> {
    const job = await this.jobs.find(id);
    return job !== undefined && !isTerminal(job.status);
  }
}
