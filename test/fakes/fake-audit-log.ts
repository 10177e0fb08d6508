import { AuditLog } from '#application/ports/audit-log.port';
import type { Clock } from '#application/ports/clock.port';
import type { AuditEntry, RecordedAuditEntry } from '#domain/access/audit-entry';
import { FakeClock } from './fake-clock';

const KEEP_MS = 90 * 86_400_000;

/** Entries in memory, newest first. */
export class FakeAuditLog extends AuditLog {
  private entries: readonly RecordedAuditEntry[] = [];

  constructor(private readonly clock: Clock = new FakeClock()) {
    super();
  }

  async record(entry: AuditEntry): Promise<void> {
    await Promise.resolve();
    this.entries = [{ ...entry, at: this.clock.now() }, ...this.entries];
  }

  async list(
    offset: number,
    limit: number,
  ): Promise<{ readonly entries: readonly RecordedAuditEntry[]; readonly total: number }> {
    await Promise.resolve();
    const kept = this.entries.filter(({ at }) => at >= this.clock.now() - KEEP_MS);
    return { entries: kept.slice(offset, offset + limit), total: kept.length };
  }
}
