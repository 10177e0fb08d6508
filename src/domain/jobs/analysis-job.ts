import { randomUUID } from 'node:crypto';

import type { VerdictWord } from '#domain/document/security-findings';
import type { StageName, StageReport } from '#domain/document/stages';
import type { JobErrorCode } from '#domain/shared/domain-error';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { FileName } from '#domain/shared/file-name';
import type { MimeType } from '#domain/shared/mime-type';
import type { RiskScore } from '#domain/shared/quantities';
import type { RequestId } from '#domain/shared/request-id';
import type { Sha256 } from '#domain/shared/sha256';
import type { AnalysisOptions, ContentKey } from './analysis-options';
import type { JobStatus } from './job-status';

declare const jobIdBrand: unique symbol;

/** A UUID, so never all digits and without `:`, as the queue wants its ids. */
export type JobId = string & { readonly [jobIdBrand]: true };

export function newJobId(): JobId {
  return randomUUID() as JobId;
}

/** Reads an id that came from outside, or `undefined` when it cannot be one of ours. */
export function parseJobId(text: string): JobId | undefined {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? (text as JobId) : undefined;
}

/** What was learned of the upload while it was streamed. */
export interface SubmittedFile {
  readonly name: FileName;
  /** Bytes. */
  readonly size: number;
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: Sha256;
  readonly header: ExecutableHeader;
  /** What libmagic says of it, made fit for readers; absent where it said nothing. */
  readonly magic?: { readonly description: string; readonly mimeType: MimeType };
  /** Milliseconds that receiving and hashing it took. */
  readonly intakeMs: number;
}

export interface JobError {
  readonly code: JobErrorCode;
  readonly message: string;
}

/** What a result says of the file in one number and one word, kept with the job so that lists need not read results. */
export interface Assessment {
  /** 0-10. */
  readonly risk: RiskScore;
  readonly verdict: VerdictWord;
}

/** One submission and what became of it. A snapshot: changes go through the job store's transitions. Times are epoch milliseconds. */
export interface AnalysisJob {
  readonly id: JobId;
  /** The API key that submitted it; `local` when authentication is off. */
  readonly ownerId: string;
  readonly status: JobStatus;
  readonly file: SubmittedFile;
  readonly options: AnalysisOptions;
  readonly requestId: RequestId;
  readonly correlationId: RequestId;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly startedAt?: number;
  readonly completedAt?: number;
  readonly workerId?: string;
  /** How often a worker has started it. */
  readonly attempts: number;
  /** How many workers were lost over it; absent: none. One that handed it back when it stopped was not. */
  readonly lostWorkers?: number;
  /** 0-100. */
  readonly progress: number;
  /** Under way now; absent before it runs and once it has ended. */
  readonly stage?: StageName;
  /** Answered from a result that was there before. */
  readonly cached: boolean;
  /** Where the result is, once completed. */
  readonly contentKey?: ContentKey;
  readonly error?: JobError;
  /** What it shares its run with: simultaneous jobs of one key are analysed once. Absent where it wants a run of its own. */
  readonly sharedUnder?: ContentKey;
  /** The job under whose queue entry it runs, when it has taken over a run that was under way. */
  readonly carriedBy?: JobId;
  /** The batch that it came in. */
  readonly batchId?: JobId;
  /** What it needs of a worker, where a later version said more than its depth and size do (`needsOf`); absent otherwise. */
  readonly needs?: readonly string[];
  /** How the stages of its run ended, once completed. */
  readonly stages?: readonly StageReport[];
  /** Once completed; absent where no security scan was asked for, and from records of versions that did not keep it. */
  readonly assessment?: Assessment;
}
