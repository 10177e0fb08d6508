import type { RequestId } from '#domain/shared/request-id';
import type { Sha256 } from '#domain/shared/sha256';
import type { OpenedFile } from './opened-file';

export interface ContentLimits {
  readonly maxBytes: number;
  /** What the client announced. */
  readonly declaredBytes?: number;
  /** Whose share of the places it takes. */
  readonly ownerId: string;
  /** Whose content it is: it names the temporary file. */
  readonly requestId: RequestId;
}

/** Content that is whole and hashed; closing it deletes it. */
export interface ReceivedContent extends OpenedFile {
  readonly sha256: Sha256;
}

/** Room that is promised to one content. */
export interface Reception {
  /**
   * Once. In one pass, never whole in memory but where it is small. A chunk need be valid only until the next is asked for.
   * @throws DomainError `FILE_TOO_LARGE`, `EMPTY_FILE`, `INSUFFICIENT_STORAGE`, `REQUEST_TIMEOUT` when it is slow and another
   *   waits for its place. After any failure or abort nothing is left.
   */
  receive(content: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<ReceivedContent>;
  /** Idempotent: the room is free for others; what was received stays. */
  release(): void;
}

/** Takes in bytes that are looked at once and never kept. */
export abstract class ContentStore {
  /** Before a byte is read. @throws DomainError `INSUFFICIENT_STORAGE`, `OVERLOADED`, then `FILE_TOO_LARGE`. */
  abstract reserve(limits: ContentLimits): Promise<Reception>;
}
