import type { Address } from '#domain/shared/address';
import type { Count } from '#domain/shared/quantities';

/** Who uses something. Names are in the list of functions: repeated here they would be most of the document. */
export interface Users {
  /**
   * Addresses of functions, in their order, 200 at most; fewer where not all lists of the document would fit, as
   * `metadata.truncated` says. Absent where it would be empty.
   *
   * @maxItems 200
   */
  readonly used_by?: readonly Address[];
  /** How many functions they are. Absent where that is not known: code was not analysed, or the file has no place for it. */
  readonly used_by_total?: Count;
}
