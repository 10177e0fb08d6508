import type { ByteSource } from '#domain/bytes/byte-source';

/** A file that is held open: whatever becomes of its name, it is this one that is looked at. */
export interface OpenedFile {
  /** Names it to the adapters of this process; means nothing elsewhere. Valid until `close`. */
  readonly descriptor: number;
  readonly source: ByteSource;
  /** Idempotent. What was kept for this alone is gone then. */
  close(): Promise<void>;
}
