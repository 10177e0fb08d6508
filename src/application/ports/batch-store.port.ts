import type { Batch, BatchEntry, BatchRecord, BatchSummary } from '#domain/batches/batch';
import type { JobId } from '#domain/jobs/analysis-job';

export interface OwnedBatches {
  readonly batches: readonly BatchSummary[];
  /** On every page. */
  readonly total: number;
}

/**
 * Which files came together. Kept for 30 days: as long as entries that name jobs. The job store tells of each job that has ended,
 * so that what became of an entry is known without its job.
 */
export abstract class BatchStore {
  /** With the state `receiving`, for as long as `renew` is called; without entries. Resolves once Redis has it. */
  abstract create(batch: Omit<BatchRecord, 'state'>): Promise<void>;

  /** It is still being taken in, for the next 15 seconds. */
  abstract renew(id: JobId): Promise<void>;

  /** Adds an entry and resolves to its place. */
  abstract add(id: JobId, entry: BatchEntry): Promise<number>;

  /** Says of the entry at that place that it was refused after all: there is no such job. */
  abstract refuse(id: JobId, place: number, job: JobId, entry: BatchEntry): Promise<void>;

  /** All of it is taken in: `received`. */
  abstract finish(id: JobId): Promise<void>;

  /** `undefined` when there is none, or it has expired. One that is `receiving` and was not renewed is `interrupted`. */
  abstract find(id: JobId): Promise<Batch | undefined>;

  /** Newest first. Reads no entries. */
  abstract listOwned(ownerId: string, offset: number, limit: number): Promise<OwnedBatches>;

  /** Idempotent. Its jobs stay. */
  abstract forget(batch: Pick<BatchRecord, 'id' | 'ownerId'>): Promise<void>;
}
