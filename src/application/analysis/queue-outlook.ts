import { Injectable } from '@nestjs/common';

import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { Clock } from '#application/ports/clock.port';
import type { MeasuredTimes } from '#application/ports/run-times.port';
import { RunTimes } from '#application/ports/run-times.port';
import { SharedRuns } from '#application/ports/shared-runs.port';
import type { WorkerRecord } from '#application/ports/worker-registry.port';
import { canTake, WorkerRegistry } from '#application/ports/worker-registry.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';
import { expectedRunMs, overdueRunMs, runKindOf } from '#domain/jobs/run-kind';
import { isSmallJob } from '#domain/jobs/small-job';
import { lacking, needsOf } from '#domain/jobs/worker-capability';
import { SECOND_MS } from '#domain/shared/quantities';
import { SmallJobSettings } from './small-jobs.settings';

export const WAITING_REASONS = ['no_worker', 'no_capable_worker'] as const;
/** Why a job waits although its turn may have come: no worker is there at all, or none that can take it. */
export type WaitingReason = (typeof WAITING_REASONS)[number];

/** What a job may expect. */
export interface Outlook {
  /** How many runs begin before it, 0 for the next one; absent when it does not wait. */
  readonly position?: number;
  /** Epoch milliseconds, in the future; absent once it has ended and while no worker is there that can take it. */
  readonly estimatedCompletion?: number;
  /** Of a job that waits; absent while there is a worker that can take it. */
  readonly waitingReason?: WaitingReason;
  /** With `no_capable_worker`: what the workers that are there lack for it, of those that lack least. */
  readonly missingCapabilities?: readonly string[];
}

/** Says when a job will be done, from what runs usually take and have taken lately, the queue before it and the workers that are there. */
@Injectable()
export class QueueOutlook {
  constructor(
    private readonly queue: AnalysisQueue,
    private readonly runs: SharedRuns,
    private readonly times: RunTimes,
    private readonly workers: WorkerRegistry,
    private readonly clock: Clock,
    private readonly smallJobs: SmallJobSettings,
  ) {}

  /** The place in the queue alone: a follower's is that of the run that it follows. */
  async position(job: AnalysisJob): Promise<number | undefined> {
    if (job.status !== 'pending') return undefined;
    const own = await this.queue.position(job.id);
    if (own !== undefined || job.sharedUnder === undefined) return own;
    const shared = await this.runs.find(job.sharedUnder);
    return shared === undefined || shared.run === job.id ? undefined : this.queue.position(shared.run);
  }

  async execute(job: AnalysisJob): Promise<Outlook> {
    const [outlook] = await this.executeAll([job]);
    return outlook ?? {};
  }

  /** Of each, in their order: what all of them share is read once. */
  async executeAll(jobs: readonly AnalysisJob[]): Promise<readonly Outlook[]> {
    if (jobs.every(({ status }) => isTerminal(status))) return jobs.map(() => ({}));
    const [positions, measured, workers] = await Promise.all([
      Promise.all(jobs.map((job) => this.position(job))),
      this.times.read(),
      this.workers.live(),
    ]);
    return jobs.map((job, index) => {
      const position = positions[index];
      const capable = workers.filter((worker) => canTake(worker, needsOfJob(job)));
      const all = capable.reduce((sum, { concurrency }) => sum + concurrency, 0);
      const smallOnly = capable.reduce((sum, { smallJobSlots = 0 }) => sum + smallJobSlots, 0);
      const slots = this.isSmall(job) ? all : all - smallOnly;
      const idle = slots === 0 || isTerminal(job.status);
      const estimatedCompletion = idle ? undefined : this.estimate(job, position ?? 0, slots, measured);
      return {
        ...(position !== undefined && { position }),
        ...(estimatedCompletion !== undefined && { estimatedCompletion }),
        ...(job.status === 'pending' && capable.length === 0 && reasonOf(job, workers)),
      };
    });
  }

  private isSmall({ file, options }: AnalysisJob): boolean {
    return isSmallJob({ size: file.size, depth: options.depth }, this.smallJobs.maxBytes);
  }

  /** Those before it take the mean of all, spread over what runs at once; the job itself what runs of its kind take. */
  private estimate(
    { file, options, startedAt, progress }: AnalysisJob,
    before: number,
    slots: number,
    measured: MeasuredTimes,
  ): number {
    const kind = runKindOf(options.depth, file.size, file.header);
    const limit = options.timeoutSeconds * SECOND_MS;
    const run = Math.min(expectedRunMs(kind, measured), limit);
    const now = this.clock.now();
    if (startedAt === undefined) return Math.round(now + (before / slots) * (measured.runMs ?? run) + run);
    if (startedAt + run > now) return Math.round(startedAt + run);
    // The end of its time is the end of it, but for judging and storing.
    const inTime = Math.max(startedAt + limit, now + SECOND_MS);
    return Math.round(Math.min(now + overdueRunMs(now - startedAt, progress), inTime));
  }
}

function needsOfJob({ needs, options, file }: AnalysisJob): readonly string[] {
  return needs ?? needsOf({ depth: options.depth, size: file.size });
}

/** None of them can take it. */
function reasonOf(
  job: AnalysisJob,
  workers: readonly WorkerRecord[],
): Pick<Outlook, 'waitingReason' | 'missingCapabilities'> {
  if (workers.length === 0) return { waitingReason: 'no_worker' };
  const missing = workers.map(({ capabilities = [] }) => lacking(capabilities, needsOfJob(job)));
  const [least = []] = missing.sort((one, other) => one.length - other.length);
  return { waitingReason: 'no_capable_worker', missingCapabilities: least };
}
