import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { HttpStatus, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

import { WriteAudit } from '#application/access/write-audit';
import { callerOf } from './current-caller';

/** Results that were sent, or known to the client already. */
const READ = new Set<number>([HttpStatus.OK, HttpStatus.NOT_MODIFIED]);

/**
 * Lets everybody pass, and has what they read written to the audit when the answer is out, whole or broken off: nobody waits
 * for it. It is in the log's hands while the connection is still counted, so a clean stop loses none.
 */
@Injectable()
export class AuditReads implements CanActivate {
  constructor(private readonly audit: WriteAudit) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    response.once('close', () => {
      if (!response.headersSent || !READ.has(response.statusCode)) return;
      void this.audit.execute({
        keyId: callerOf(request).keyId,
        operation: 'read_result',
        resourceId: String(request.params['id'] ?? ''),
      });
    });
    return true;
  }
}
