import type { JobId } from '#domain/jobs/analysis-job';
import type { EndedStatus } from '#domain/jobs/job-status';
import type { Sha256 } from '#domain/shared/sha256';
import type { EntryRefusal } from './entry-refusal';

/** `interrupted`: who took it in is gone; what its entries say was taken in, the rest was not. */
export const BATCH_STATES = ['receiving', 'received', 'interrupted'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** One file of a batch: taken in as a job, or refused. */
export interface BatchEntry {
  /** As `entryPath` shows it: `archive.zip/dir/name` of what came in an archive. */
  readonly path: string;
  /** Bytes. */
  readonly size?: number;
  readonly sha256?: Sha256;
  /** Written before there is a job: one that is not found was not taken in, or its record has expired. */
  readonly jobId?: JobId;
  readonly refusal?: EntryRefusal;
  /** How its job ended, where that is known: it is kept as long as the batch, and longer than the job. */
  readonly outcome?: EndedStatus;
}

export interface BatchRecord {
  readonly id: JobId;
  readonly ownerId: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly state: BatchState;
}

/** A batch in numbers, without its entries. */
export interface BatchSummary extends BatchRecord {
  /** Entries. */
  readonly total: number;
  /** Entries that were refused, or whose jobs are known to have ended. */
  readonly counts: Readonly<Record<EndedStatus | 'refused', number>>;
  /** Jobs of which no end is known. */
  readonly open: readonly JobId[];
}

export interface Batch extends BatchRecord {
  /** In the order in which they came. */
  readonly entries: readonly BatchEntry[];
}
