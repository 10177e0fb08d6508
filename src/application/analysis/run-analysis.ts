import { Injectable, Logger } from '@nestjs/common';

import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import { Clock } from '#application/ports/clock.port';
import type { TransitionChange } from '#application/ports/job-store.port';
import { JobStore } from '#application/ports/job-store.port';
import { RunTimes } from '#application/ports/run-times.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { SharedRuns } from '#application/ports/shared-runs.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import type { AnalysisJob, JobError, JobId } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';
import { runKindOf } from '#domain/jobs/run-kind';
import { isSampleFault } from '#domain/jobs/sample-fault';
import type { JobErrorCode } from '#domain/shared/domain-error';
import { DomainError, JOB_ERROR_CODES } from '#domain/shared/domain-error';
import { LinkedSignal } from '#domain/shared/linked-signal';
import { ActiveRun, NobodyWaits } from './active-run';
import { AnalyseSample } from './analyse-sample';
import { LostJobs } from './lost-jobs';
import { patiently } from './patiently';
import { SettleFollowers } from './settle-followers';
import { WorkerStopping } from './worker-stopping';

export interface WorkContext {
  readonly workerId: string;
  /** Aborts with `WorkerStopping` when the worker must hand the job back, with anything else when the job is to end. */
  readonly signal: AbortSignal;
}

/**
 * - `handed-back`: the job is pending again and wants to be delivered again.
 * - `not-ours`: it has ended already, or somebody else works on it.
 */
export type RunOutcome = 'done' | 'handed-back' | 'not-ours';

/**
 * Takes one delivered job to its end, and with it all that follow its run. Safe to be called twice for the same job: the
 * record decides who works. While the records or the results are away it waits for them, until the worker stops.
 */
@Injectable()
export class RunAnalysis {
  private readonly logger = new Logger(RunAnalysis.name);
  private readonly active = new Set<ActiveRun>();

  constructor(
    private readonly jobs: JobStore,
    private readonly samples: SampleStore,
    private readonly queue: AnalysisQueue,
    private readonly workers: WorkerRegistry,
    private readonly runs: SharedRuns,
    private readonly times: RunTimes,
    private readonly clock: Clock,
    private readonly lostJobs: LostJobs,
    private readonly settle: SettleFollowers,
    private readonly analyse: AnalyseSample,
  ) {}

  async execute(id: JobId, { workerId, signal }: WorkContext): Promise<RunOutcome> {
    const run = new ActiveRun(id, workerId);
    // Known before it is claimed: a job that is cancelled right after finds its run here.
    this.active.add(run);
    try {
      const job = await patiently(() => this.claim(run), signal);
      if (job === undefined) return 'not-ours';
      run.begin(job);
      return await this.carryOut(run, job, signal);
    } catch (error) {
      // Nothing can be written any more: the queue's entry is all that there is to give back.
      if (error instanceof WorkerStopping) return 'handed-back';
      throw error;
    } finally {
      this.active.delete(run);
    }
  }

  /**
   * Looks whether what runs here is still wanted, all of it or the run of one job. A run whose job was cancelled goes on
   * for the oldest job that follows it; without one, the engine is stopped.
   */
  async reconsider(id?: JobId): Promise<void> {
    await Promise.all(
      [...this.active].filter((run) => id === undefined || run.jobId === id).map((run) => this.reconsiderRun(run)),
    );
  }

  private async reconsiderRun(run: ActiveRun): Promise<void> {
    const job = await this.jobs.find(run.jobId);
    // A record that is gone was deleted: nobody wants the job any more.
    if (run.job === undefined || (job !== undefined && !isTerminal(job.status))) return;
    if ((await this.heirOf(run)) === undefined) run.stop();
  }

  private async carryOut(run: ActiveRun, job: AnalysisJob, stop: AbortSignal): Promise<RunOutcome> {
    const timeoutSeconds = await patiently(() => this.timeoutOf(job), stop);
    const started = this.clock.now();
    const either = new LinkedSignal([stop, run.signal]);
    const { signal } = either;
    let change: TransitionChange;
    try {
      const wanted = { ...job, options: { ...job.options, timeoutSeconds } };
      const holder = { workerId: run.workerId, currentJob: () => run.jobId };
      const { key, ...told } = await this.analyse.execute(wanted, holder, signal);
      change = { to: 'completed', contentKey: key, ...told };
    } catch (error) {
      if (signal.reason instanceof WorkerStopping) return await this.handBack(run, job);
      if (await this.isOfFirstCopy(error, run, job)) return await this.handBack(run, job);
      change = { to: 'failed', error: this.jobError(error, job, signal) };
    } finally {
      either.letGo();
    }
    const ended = await patiently(() => this.end(run, change), stop);
    if (ended !== undefined) await patiently(() => this.settle.execute(ended, timeoutSeconds), stop);
    if (ended?.status === 'completed' && !ended.cached) await this.measure(job, started);
    await patiently(() => this.finish(run, job), stop);
    return 'done';
  }

  /** Whether it is a fault of a copy that is not that of the job it runs for by now: who has taken over holds one of its own. */
  private async isOfFirstCopy(error: unknown, run: ActiveRun, first: AnalysisJob): Promise<boolean> {
    if (!(error instanceof DomainError) || !isSampleFault(error)) return false;
    await this.reconsiderRun(run);
    return run.jobId !== first.id;
  }

  /** The job as ours to work on, or `undefined` when it has ended, is somebody's, or was lost too often. */
  private async claim(run: ActiveRun): Promise<AnalysisJob | undefined> {
    const { carrier: id, workerId } = run;
    const found = await this.jobs.find(id);
    if (found === undefined || isTerminal(found.status)) return undefined;
    if (found.workerId === workerId && !this.runsAlready(run)) return found;
    const job = found.status === 'processing' ? await this.takeFromLost(found) : found;
    if (job?.status !== 'pending') return undefined;
    return this.jobs.transition(id, { from: 'pending' }, { to: 'processing', workerId });
  }

  /** Otherwise a job that is ours was claimed when the answer got lost. */
  private runsAlready({ carrier }: ActiveRun): boolean {
    return [...this.active].filter((run) => run.carrier === carrier || run.jobId === carrier).length > 1;
  }

  /** A second delivery of a job that is being worked on: only a worker that no longer reports itself loses it. */
  private async takeFromLost(job: AnalysisJob): Promise<AnalysisJob | undefined> {
    const alive = (await this.workers.live()).some(({ id }) => id === job.workerId);
    return alive ? undefined : this.lostJobs.recover(job);
  }

  /** Seconds: the longest that any of those who share the run would wait. */
  private async timeoutOf({ sharedUnder, options }: AnalysisJob): Promise<number> {
    const shared = sharedUnder === undefined ? undefined : await this.runs.find(sharedUnder);
    return Math.max(options.timeoutSeconds, shared?.timeoutSeconds ?? 0);
  }

  /** Ends the job that runs, whichever it is by now; `undefined` when it is not ours any more. */
  private async end(run: ActiveRun, change: TransitionChange): Promise<AnalysisJob | undefined> {
    const { workerId } = run;
    for (;;) {
      const ended = await this.jobs.transition(run.jobId, { from: 'processing', workerId }, change);
      if (ended !== undefined) return ended;
      const now = await this.jobs.find(run.jobId);
      if ((now !== undefined && !isTerminal(now.status)) || (await this.heirOf(run)) === undefined) return undefined;
    }
  }

  /** The job that takes over from one that was cancelled, entered as processed here; `undefined` when nobody waits. */
  private async heirOf(run: ActiveRun): Promise<AnalysisJob | undefined> {
    const content = run.job?.sharedUnder;
    if (content === undefined) return undefined;
    const { workerId, carrier } = run;
    let next = await this.runs.leave(content, run.jobId);
    while (next !== undefined) {
      const change = { to: 'processing', workerId, carriedBy: carrier } as const;
      const heir = await this.jobs.transition(next.run, { from: 'pending' }, change);
      const now = heir ?? (await this.jobs.find(next.run));
      if (now?.status === 'processing' || now?.status === 'pending') {
        if (now.workerId !== workerId || now.carriedBy !== carrier) return undefined;
        run.begin(now);
        return now;
      }
      next = await this.runs.leave(content, next.run);
    }
    return undefined;
  }

  private async handBack(run: ActiveRun, delivered: AnalysisJob): Promise<RunOutcome> {
    const back = await this.jobs.transition(
      run.jobId,
      { from: 'processing', workerId: run.workerId },
      { to: 'pending' },
    );
    await this.releaseEnded(run, delivered);
    if (run.jobId === run.carrier) return 'handed-back';
    // What was delivered has been cancelled: the job that took over has an entry of its own from now on.
    if (back !== undefined) await this.queue.enqueue({ ...back, priority: back.options.priority });
    return 'done';
  }

  private jobError(error: unknown, job: AnalysisJob, signal: AbortSignal): JobError {
    const facts = { job_id: job.id, sha256: job.file.sha256, err: error };
    if (error instanceof DomainError && isJobErrorCode(error.code)) {
      // Nobody but the service is to write there: whoever runs it must know.
      if (error.code === 'SAMPLE_ALTERED') this.logger.error(facts, 'A stored sample was altered');
      return { code: error.code, message: error.message };
    }
    if (!(signal.reason instanceof NobodyWaits)) this.logger.error(facts, 'Failed to run an analysis');
    return {
      code: 'INTERNAL_ERROR',
      message: `The service failed; the log names the cause under request ${job.requestId}.`,
    };
  }

  private async measure({ options, file, createdAt }: AnalysisJob, started: number): Promise<void> {
    const kind = runKindOf(options.depth, file.size, file.header);
    try {
      await this.times.recordRun(kind, this.clock.now() - started);
      await this.times.recordWait(Math.max(0, started - createdAt));
    } catch (error) {
      this.logger.warn({ err: error }, 'Failed to record how long an analysis took');
    }
  }

  private async finish(run: ActiveRun, { file, requestId, correlationId, options }: AnalysisJob): Promise<void> {
    const now = await this.jobs.find(run.jobId);
    await this.releaseEnded(run, { file });
    if (now !== undefined && !isTerminal(now.status)) return;
    const facts = { status: now?.status, cached: now?.cached, error: now?.error?.code, depth: options.depth };
    const ids = { job_id: run.jobId, request_id: requestId, correlation_id: correlationId, sha256: file.sha256 };
    this.logger.log({ ...ids, ...facts }, 'Analysis ended');
  }

  /** The engine reads the sample by the name that the first of them holds it under: none is let go before the end. */
  private async releaseEnded(run: ActiveRun, { file }: Pick<AnalysisJob, 'file'>): Promise<void> {
    for (const id of run.carried) {
      const job = await this.jobs.find(id);
      if (job === undefined || isTerminal(job.status)) await this.samples.release(file.sha256, id);
    }
  }
}

function isJobErrorCode(code: string): code is JobErrorCode {
  return (JOB_ERROR_CODES as readonly string[]).includes(code);
}
