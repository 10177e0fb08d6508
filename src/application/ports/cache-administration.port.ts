export interface CacheStatistics {
  readonly entries: number;
  /** As stored. */
  readonly bytes: number;
  /** Before compression. */
  readonly plainBytes: number;
  /** The most that is kept; 0 when that is left to Redis. */
  readonly maxBytes: number;
  readonly hits: number;
  readonly misses: number;
  /** Of the entries, as it was when each was stored; 0 without entries. */
  readonly averageTtlMs: number;
}

/** Which results are to go: all with this tag, or all of which a name fits the pattern (`*` any text, `?` one character). */
export type CacheSelection = { readonly tag: string } | { readonly pattern: string };

/** Which results get their life anew. */
export interface RenewalOrder {
  /** Milliseconds: those that would be gone by then. */
  readonly expiringWithinMs: number;
  /** Milliseconds: of these, those that somebody has read since then. */
  readonly usedWithinMs: number;
  readonly atMost: number;
}

/** What the operator sees of the stored results, and does to them. */
export abstract class CacheAdministration {
  /** Over all processes; what they counted in the last seconds may be missing. */
  abstract statistics(): Promise<CacheStatistics>;

  /** Resolves to how many results were removed; those who ask for them again get them made again. */
  abstract invalidate(selection: CacheSelection): Promise<number>;

  /**
   * Does what was left undone while results could not be reached: lets go what is more than may be kept, brings back what was kept elsewhere, removes what was to go.
   * Resolves to how many came back. @throws DomainError `SERVICE_UNAVAILABLE` while they still cannot be reached.
   */
  abstract settle(): Promise<number>;

  /** Lets results live as long again as when they were stored, what was read last first. Resolves to how many it was. */
  abstract renew(order: RenewalOrder): Promise<number>;
}
