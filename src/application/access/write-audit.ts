import { Injectable, Logger } from '@nestjs/common';

import { AuditLog } from '#application/ports/audit-log.port';
import type { AuditEntry } from '#domain/access/audit-entry';

/** Writes down what was done. */
@Injectable()
export class WriteAudit {
  private readonly logger = new Logger(WriteAudit.name);

  constructor(private readonly audit: AuditLog) {}

  /** Never rejects: what was done is done, and its answer is not held back by the book-keeping. */
  async execute(entry: AuditEntry): Promise<void> {
    await this.audit.record(entry).catch((error: unknown) => {
      this.logger.error({ err: error, audit: entry }, 'Failed to write the audit; this line stands for its entry');
    });
  }
}
