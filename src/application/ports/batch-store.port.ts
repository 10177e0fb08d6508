import type { Batch, BatchEntry } from '#domain/batches/batch';
import type { JobId } from '#domain/jobs/analysis-job';

export interface OwnedBatches {
  readonly batches: readonly Batch[];
  /** On every page. */
  readonly total: number;
}

/** Which files came together. Kept for 30 days: as long as entries that name jobs. */
export abstract class BatchStore {
  /** With the state `receiving`, for as long as `renew` is called; without entries. Resolves once Redis has it. */
  abstract create(batch: Pick<Batch, 'id' | 'ownerId' | 'createdAt'>): Promise<void>;

  /** It is still being taken in, for the next 15 seconds. */
  abstract renew(id: JobId): Promise<void>;

  /** Adds an entry and resolves to its place. */
  abstract add(id: JobId, entry: BatchEntry): Promise<number>;

  /** Says something else of the entry at that place. */
  abstract replace(id: JobId, place: number, entry: BatchEntry): Promise<void>;

  /** All of it is taken in: `received`. */
  abstract finish(id: JobId): Promise<void>;

  /** `undefined` when there is none, or it has expired. One that is `receiving` and was not renewed is `interrupted`. */
  abstract find(id: JobId): Promise<Batch | undefined>;

  /** Newest first. */
  abstract listOwned(ownerId: string, offset: number, limit: number): Promise<OwnedBatches>;
}
