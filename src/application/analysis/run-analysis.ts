import { Injectable, Logger } from '@nestjs/common';

import { LostJobs } from './lost-jobs';
import { ResultKeys } from './result-keys';
import { RunLimits } from './run-limits';
import { WorkerStopping } from './worker-stopping';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import { Clock } from '#application/ports/clock.port';
import { DocumentMaker } from '#application/ports/document-maker.port';
import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import type { AnalysisJob, JobError, JobId } from '#domain/analysis/analysis-job';
import type { ContentKey } from '#domain/analysis/analysis-options';
import { isTerminal } from '#domain/analysis/job-status';
import { mayServe } from '#domain/analysis/result-reuse';
import type { JobErrorCode } from '#domain/shared/domain-error';
import { DomainError, JOB_ERROR_CODES } from '#domain/shared/domain-error';

export interface WorkContext {
  readonly workerId: string;
  /** Aborts with `WorkerStopping` when the worker must hand the job back, with anything else when the job is to end. */
  readonly signal: AbortSignal;
}

/** `handed-back`: the job is pending again and wants to be delivered again. */
export type RunOutcome = 'done' | 'handed-back';

/** Takes one delivered job to its end. Safe to be called twice for the same job: the record decides who works. */
@Injectable()
export class RunAnalysis {
  private readonly logger = new Logger(RunAnalysis.name);

  constructor(
    private readonly jobs: JobStore,
    private readonly samples: SampleStore,
    private readonly engine: AnalysisEngine,
    private readonly cache: ResultCache,
    private readonly keys: ResultKeys,
    private readonly workers: WorkerRegistry,
    private readonly clock: Clock,
    private readonly limits: RunLimits,
    private readonly lostJobs: LostJobs,
    private readonly documents: DocumentMaker,
  ) {}

  async execute(id: JobId, { workerId, signal }: WorkContext): Promise<RunOutcome> {
    const job = await this.claim(id, workerId);
    if (job === undefined) return 'done';
    try {
      const { key, cached } = await this.resultOf(job, workerId, signal);
      await this.jobs.transition(id, { from: 'processing', workerId }, { to: 'completed', contentKey: key, cached });
    } catch (error) {
      if (signal.aborted && signal.reason instanceof WorkerStopping) {
        await this.jobs.transition(id, { from: 'processing', workerId }, { to: 'pending' });
        return 'handed-back';
      }
      await this.jobs.transition(
        id,
        { from: 'processing', workerId },
        { to: 'failed', error: this.jobError(error, job) },
      );
    }
    await this.finish(job);
    return 'done';
  }

  /** The job as ours to work on, or `undefined` when it has ended, is somebody's, or was lost too often. */
  private async claim(id: JobId, workerId: string): Promise<AnalysisJob | undefined> {
    const found = await this.jobs.find(id);
    if (found === undefined || isTerminal(found.status)) return undefined;
    const job = found.status === 'processing' ? await this.takeFromLost(found) : found;
    if (job?.status !== 'pending') return undefined;
    return this.jobs.transition(id, { from: 'pending' }, { to: 'processing', workerId });
  }

  /** A second delivery of a job that is being worked on: only a worker that no longer reports itself loses it. */
  private async takeFromLost(job: AnalysisJob): Promise<AnalysisJob | undefined> {
    const alive = (await this.workers.live()).some(({ id }) => id === job.workerId);
    return alive ? undefined : this.lostJobs.recover(job);
  }

  private async resultOf(
    job: AnalysisJob,
    workerId: string,
    signal: AbortSignal,
  ): Promise<{ key: ContentKey; cached: boolean }> {
    const identity = await this.engine.identity();
    const key = this.keys.own(job, identity.engineVersion);
    const known = job.options.forceReanalysis ? undefined : await this.cache.head(key);
    if (known !== undefined && mayServe(known, job.options)) return { key, cached: true };
    const samplePath = await this.samples.locate(job.file.sha256, job.id);
    if (samplePath === undefined)
      throw new DomainError('SAMPLE_MISSING', 'The file is no longer in the data directory.');
    const startedAt = this.clock.now();
    const { facts, content } = await this.documents.make(
      { job, samplePath, startedAt },
      ({ stage, percent }) => {
        this.jobs.recordProgress(job.id, workerId, stage, percent).catch((error: unknown) => {
          this.logger.warn({ job_id: job.id, err: error }, 'Failed to record progress');
        });
      },
      signal,
    );
    const { engine, engine_version: version } = facts.metadata;
    // What the fallback found must not keep others from what radare2 may find when it works again.
    const place = engine === 'radare2' ? key : this.keys.only(job, version);
    await this.cache.put(place, content, this.limits.resultTtlMs);
    return { key: place, cached: false };
  }

  private jobError(error: unknown, job: AnalysisJob): JobError {
    if (error instanceof DomainError && isJobErrorCode(error.code)) return { code: error.code, message: error.message };
    this.logger.error({ job_id: job.id, sha256: job.file.sha256, err: error }, 'Failed to run an analysis');
    return {
      code: 'INTERNAL_ERROR',
      message: `The service failed; the log names the cause under request ${job.requestId}.`,
    };
  }

  private async finish({ id, file, requestId, correlationId, options }: AnalysisJob): Promise<void> {
    const now = await this.jobs.find(id);
    if (now !== undefined && !isTerminal(now.status)) return;
    await this.samples.release(file.sha256, id);
    const facts = { status: now?.status, cached: now?.cached, error: now?.error?.code, depth: options.depth };
    const ids = { job_id: id, request_id: requestId, correlation_id: correlationId, sha256: file.sha256 };
    this.logger.log({ ...ids, ...facts }, 'Analysis ended');
  }
}

function isJobErrorCode(code: string): code is JobErrorCode {
  return (JOB_ERROR_CODES as readonly string[]).includes(code);
}
