import type { Address } from '#domain/shared/address';
import type { Count, Entropy } from '#domain/shared/quantities';

export interface Segment {
  /** @origin sample */
  readonly name: string;
  readonly address: Address;
  /** Offset in the file, bytes. */
  readonly offset: Address;
  /** Bytes in the file. */
  readonly size: Count;
  /** Bytes in memory. */
  readonly virtual_size: Count;
  /**
   * As `rwx` with `-` for what is missing.
   *
   * @pattern ^[r-][w-][x-]$
   */
  readonly permissions: string;
}

export interface Section extends Segment {
  /** Shannon entropy, 0-8 bits per byte; absent for a section without bytes in the file. */
  readonly entropy?: Entropy;
  /** @pattern ^[0-9a-f]{32}$ */
  readonly md5?: string;
}
