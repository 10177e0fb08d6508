import type { JobId } from '#domain/jobs/analysis-job';
import type { RequestId } from '#domain/shared/request-id';
import type { Sha256 } from '#domain/shared/sha256';
import type { OpenedFile } from './opened-file';

export interface ReceiveLimits {
  readonly maxBytes: number;
  /** Whose share of the places it takes: nobody can fill all of them. */
  readonly ownerId: string;
  /** What the client announced; refused at once when it is over the limit or over the free space. */
  readonly declaredBytes?: number;
  /** Whose it is: it names the temporary file. */
  readonly requestId?: RequestId;
}

/** An upload that is whole, hashed, and not yet anybody's. */
export interface ReceivedSample {
  /** Names it to the store; means nothing outside. */
  readonly ticket: string;
  /** Bytes. */
  readonly size: number;
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: Sha256;
  /** The first 64 KB, or all of a smaller file. */
  readonly head: Uint8Array;
}

/** Keeps the bytes of samples for as long as a live job needs them, once per content, each job holding them by its own id. */
export abstract class SampleStore {
  /**
   * Streams, hashes and counts in one pass, never whole in memory. A chunk need be valid only until the next is asked for.
   * @throws DomainError `FILE_TOO_LARGE`, `EMPTY_FILE`, `INSUFFICIENT_STORAGE`, `OVERLOADED`, `SERVICE_UNAVAILABLE` while
   *   the disk is read-only, and `REQUEST_TIMEOUT` when it is slow and another waits for its place. After any failure or abort nothing is left.
   */
  abstract receive(
    content: AsyncIterable<Uint8Array>,
    limits: ReceiveLimits,
    signal: AbortSignal,
  ): Promise<ReceivedSample>;

  /**
   * Makes a received sample the job's, on disk and synced when it resolves. The ticket is spent.
   * @throws DomainError `INSUFFICIENT_STORAGE`, `SERVICE_UNAVAILABLE` while it cannot be written.
   */
  abstract keep(sample: ReceivedSample, job: JobId): Promise<void>;

  /** Holds a received sample open, to look at it; the caller closes it. */
  abstract open(sample: ReceivedSample): Promise<OpenedFile>;

  /** Idempotent: drops a received sample that no job is going to hold. */
  abstract discard(sample: ReceivedSample): Promise<void>;

  /** The reverse of `keep`: the job holds it no more, and the ticket is that of a received sample. `undefined` when it is not there. */
  abstract takeBack(sha256: Sha256, job: JobId): Promise<string | undefined>;

  /**
   * Absolute path of the job's sample on this machine, fetched where it is kept elsewhere; `undefined` when nothing is there. What is
   * there may have been altered: whoever reads it looks.
   * @throws DomainError `SAMPLE_ALTERED` when what was fetched is not what was kept; `SAMPLE_MISSING` when it is there and is not given
   *   out; `SERVICE_UNAVAILABLE` while it cannot be fetched, also for want of room on this machine; the reason of the signal.
   */
  abstract locate(sha256: Sha256, job: JobId, signal?: AbortSignal): Promise<string | undefined>;

  /** Idempotent: what `locate` fetched is needed here no more. The job goes on holding its sample. */
  abstract letGo(sha256: Sha256, job: JobId): Promise<void>;

  /** Idempotent: the job needs it no more. The content is overwritten and deleted with its last holder. */
  abstract release(sha256: Sha256, job: JobId): Promise<void>;

  /** Deletes what was received or kept over `olderThanMs` ago and that `isNeeded` denies; resolves to how many. */
  abstract sweep(isNeeded: (job: JobId) => Promise<boolean>, olderThanMs: number): Promise<number>;
}
