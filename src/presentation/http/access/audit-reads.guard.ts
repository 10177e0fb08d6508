import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { HttpStatus, Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';

import { AuditLog } from '#application/ports/audit-log.port';
import type { AuditEntry } from '#domain/access/audit-entry';
import { callerOf } from './current-caller';

/** Results that were sent, or known to the client already. */
const READ = new Set<number>([HttpStatus.OK, HttpStatus.NOT_MODIFIED]);

/**
 * Lets everybody pass, and has what they read written to the audit when the answer is out, whole or broken off: nobody waits
 * for it. It is in the log's hands while the connection is still counted, so a clean stop loses none.
 */
@Injectable()
export class AuditReads implements CanActivate {
  private readonly logger = new Logger(AuditReads.name);

  constructor(private readonly audit: AuditLog) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    response.once('close', () => {
      if (!response.headersSent || !READ.has(response.statusCode)) return;
      this.record({
        keyId: callerOf(request).keyId,
        operation: 'read_result',
        resourceId: String(request.params['id'] ?? ''),
      });
    });
    return true;
  }

  private record(entry: AuditEntry): void {
    this.audit.record(entry).catch((error: unknown) => {
      this.logger.error({ err: error, audit: entry }, 'Failed to write the audit; this line stands for its entry');
    });
  }
}
