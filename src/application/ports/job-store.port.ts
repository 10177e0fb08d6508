import type { VerdictWord } from '#domain/document/security-findings';
import type { StageName, StageReport } from '#domain/document/stages';
import type { AnalysisJob, Assessment, JobError, JobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { JobStatus, LiveStatus } from '#domain/jobs/job-status';
import type { Sha256 } from '#domain/shared/sha256';

/** What a transition writes beside the status. Times and counters are the store's own affair. */
export interface TransitionChange {
  readonly to: JobStatus;
  /** With `processing`: who works on it. Counts one attempt. */
  readonly workerId?: string;
  /** With `processing`: the job whose run it takes over. */
  readonly carriedBy?: JobId;
  /** With `pending`: its worker was lost, and that is counted. */
  readonly lost?: true;
  /** With `completed`. */
  readonly contentKey?: ContentKey;
  readonly cached?: boolean;
  readonly stages?: readonly StageReport[];
  readonly assessment?: Assessment;
  /** With `failed`. */
  readonly error?: JobError;
}

export interface TransitionGuard {
  /** The step happens only from this status … */
  readonly from: JobStatus;
  /** … and only while this worker holds the job. */
  readonly workerId?: string;
}

/** How many jobs may wait, followers included. Jobs that come back from a worker are never refused. */
export interface WaitingLimits {
  readonly inAll: number;
  readonly perOwner: number;
}

/** Some of an owner's jobs. */
export interface OwnedJobsQuery {
  readonly status?: JobStatus;
  /** Created at that time or later, epoch milliseconds. */
  readonly since?: number;
  readonly verdict?: VerdictWord;
  /** With a risk score of at least this. */
  readonly minRisk?: number;
  readonly sha256?: Sha256;
  readonly offset: number;
  readonly limit: number;
}

export interface OwnedJobs {
  readonly jobs: readonly AnalysisJob[];
  /** That match, on every page. */
  readonly total: number;
}

/** A later version of this service wrote the record of a job. It is whole, and left to those that can read it. */
export class UnknownRecordVersion extends Error {
  override readonly name = 'UnknownRecordVersion';

  constructor(id: string, version: string, known: readonly string[]) {
    super(
      `The record of job ${id} has schema version ${version}; this version of bin2nlp reads ${known.join(' and ')}. ` +
        'Upgrade it, or migrate the records down with the version that wrote them (npm run migrate -- down).',
    );
  }
}

/** The job records: the truth about every submission. What gives a job throws `UnknownRecordVersion` for one that a later version wrote. */
export abstract class JobStore {
  /**
   * Idempotent for the same id: the first record wins. Resolves once Redis has it. Tells the listeners.
   * @throws DomainError `QUEUE_FULL` when the job is to wait and as many do already; exact for simultaneous callers.
   */
  abstract create(job: AnalysisJob, limits?: WaitingLimits): Promise<void>;

  /** `undefined` when there is no such job, or its record has expired. */
  abstract find(id: JobId): Promise<AnalysisJob | undefined>;

  /**
   * Compare-and-set, atomic: one of several simultaneous callers wins. Tells the listeners of `JobEvents`. A job that has ended, or
   * waits again, is at no stage.
   * Resolves to the job afterwards, or `undefined` when the guard did not hold (any more).
   * @throws DomainError `INVALID_TRANSITION` for a step that the state machine does not have.
   */
  abstract transition(id: JobId, guard: TransitionGuard, change: TransitionChange): Promise<AnalysisJob | undefined>;

  /** Of a job that this worker is processing; anything else is ignored. Tells the listeners. */
  abstract recordProgress(id: JobId, workerId: string, stage: StageName, percent: number): Promise<void>;

  /** Ids of live jobs in that status, changed last before `before` (epoch milliseconds) and not before `from`, oldest first. */
  abstract listLive(status: LiveStatus, before: number, limit: number, from?: number): Promise<readonly JobId[]>;

  /** The newest job of this owner over this content; `undefined` when none is kept. */
  abstract findBySample(ownerId: string, sample: Sha256): Promise<AnalysisJob | undefined>;

  /**
   * Deletes the record of a job that has ended, and all that names it. Idempotent.
   * Resolves to the key of its result when no other job is answered by it any more.
   */
  abstract remove(id: JobId): Promise<ContentKey | undefined>;

  /**
   * Newest first. Jobs whose record has expired, or was written by a later version, are left out. Where `verdict`, `minRisk` or
   * `sha256` is asked for, among the newest 50,000.
   */
  abstract listOwned(ownerId: string, query: OwnedJobsQuery): Promise<OwnedJobs>;
}
