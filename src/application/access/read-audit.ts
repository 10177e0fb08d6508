import { Injectable } from '@nestjs/common';

import { AuditLog } from '#application/ports/audit-log.port';
import type { RecordedAuditEntry } from '#domain/access/audit-entry';

/** Who did what, newest first. */
@Injectable()
export class ReadAudit {
  constructor(private readonly audit: AuditLog) {}

  execute(
    offset: number,
    limit: number,
  ): Promise<{ readonly entries: readonly RecordedAuditEntry[]; readonly total: number }> {
    return this.audit.list(offset, limit);
  }
}
