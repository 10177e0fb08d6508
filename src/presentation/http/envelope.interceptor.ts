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
export class EnvelopeInterceptor implements NestInterceptor<Answer<unknown> | undefined, object | undefined> {
  intercept(context: ExecutionContext, next: CallHandler<Answer<unknown> | undefined>): Observable<object | undefined> {
    const request = context.switchToHttp().getRequest<Request>();
    return next.handle().pipe(
      // A page that is no JSON has been sent by its controller.
      map((answer) => (answer === undefined ? undefined : envelopeOf(answer, request))),
    );
  }
}

function envelopeOf({ data, metadata }: Answer<unknown>, request: Request): object {
  return {
    success: true,
    data,
    metadata: metadata ?? {},
    request_id: identityOf(request).requestId,
    timestamp: new Date().toISOString(),
  };
}
