import type { JobId } from '#domain/jobs/analysis-job';
import type { Sha256 } from '#domain/shared/sha256';

/** A file that somebody is going to send. */
export interface ExpectedFile {
  readonly id: JobId;
  /** Bytes. */
  readonly size: number;
  readonly sha256?: Sha256;
}

export interface DirectAddress {
  /** Absolute; whoever knows it may send one file there. */
  readonly url: string;
  /** Must be sent with it, as they are. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Files that clients send past the service, to a place from which it can fetch them. */
export abstract class DirectUploads {
  /** Where the file is to be sent by PUT within `lifeMs`; `undefined` where files are sent to the service itself. */
  abstract addressOf(file: ExpectedFile, lifeMs: number): Promise<DirectAddress | undefined>;

  /** Bytes of what has been sent, whatever it is; `undefined` while there is nothing. */
  abstract sizeOf(id: JobId): Promise<number | undefined>;

  /**
   * Reads what has been sent: `use` gets its bytes, and is called again from the first one on where the connection broke. `undefined`
   * when there is nothing. @throws what `use` throws.
   */
  abstract fetch<Result>(
    id: JobId,
    use: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
  ): Promise<Result | undefined>;

  /** Idempotent. Until the address has expired another file may be sent there. */
  abstract remove(id: JobId): Promise<void>;

  /** Deletes what was sent over `olderThanMs` ago and that `isAwaited` denies; resolves to how many. */
  abstract sweep(isAwaited: (id: JobId) => Promise<boolean>, olderThanMs: number): Promise<number>;
}
