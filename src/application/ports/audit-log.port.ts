import type { AuditEntry, RecordedAuditEntry } from '#domain/access/audit-entry';

/** Who did what, for 90 days. */
export abstract class AuditLog {
  /** Resolves once it is written down, with the time of the log's own clock. */
  abstract record(entry: AuditEntry): Promise<void>;

  /** Newest first, with the number of all. Entries older than 90 days are in neither. */
  abstract list(
    offset: number,
    limit: number,
  ): Promise<{ readonly entries: readonly RecordedAuditEntry[]; readonly total: number }>;
}
