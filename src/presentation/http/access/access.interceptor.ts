import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { HttpStatus, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { catchError, concatMap } from 'rxjs';

import { SpendQuota } from '#application/access/spend-quota';
import { WriteAudit } from '#application/access/write-audit';
import type { AuditedOperation } from '#domain/access/audit-entry';
import { AUDITED } from './access-rules';
import { callerOf } from './current-caller';
import { outcomeOf } from './request-outcome';

const ACCEPTED: number = HttpStatus.ACCEPTED;

/** Settles what a request has taken on when its route is through: quota that was not used goes back, the audit is written. */
@Injectable()
export class AccessInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly quota: SpendQuota,
    private readonly audit: WriteAudit,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const operation = this.reflector.get<AuditedOperation | undefined>(AUDITED, context.getHandler());
    if (operation === undefined && outcomeOf(request).spent === undefined) return next.handle();
    let settled: Promise<void> | undefined;
    const settle = (done: boolean): Promise<void> => (settled ??= this.settle(request, operation, done));
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await settle(response.statusCode !== ACCEPTED);
        return answer;
      }),
      catchError(async (error: unknown) => {
        await settle(false);
        throw error;
      }),
    );
  }

  /** Never rejects: what was done is done, and its answer is not held back by the book-keeping. */
  private async settle(request: Request, operation: AuditedOperation | undefined, done: boolean): Promise<void> {
    const { spent, created, free = false } = outcomeOf(request);
    if (created === undefined || free) await this.quota.giveBack(spent);
    if (operation === undefined || (!done && created === undefined)) return;
    const resourceId = created ?? String(request.params['id'] ?? '');
    await this.audit.execute({ keyId: callerOf(request).keyId, operation, resourceId });
  }
}
