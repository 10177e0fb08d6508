import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { map } from 'rxjs';

import { identityOf } from './request-identity';

/** What a route of the Analysis API returns; the envelope is laid around it here and nowhere else. */
export interface Answer<Data> {
  readonly data: Data;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Lays the success envelope around what a controller returns. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor<Answer<unknown>, object> {
  intercept(context: ExecutionContext, next: CallHandler<Answer<unknown>>): Observable<object> {
    const request = context.switchToHttp().getRequest<Request>();
    return next.handle().pipe(
      map(({ data, metadata }) => ({
        success: true,
        data,
        metadata: metadata ?? {},
        request_id: identityOf(request).requestId,
        timestamp: new Date().toISOString(),
      })),
    );
  }
}
