import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { map } from 'rxjs';

import { identityOf } from './request-identity';

/** Where a page stands in its list; the envelope carries it beside `data`. */
export interface Paging {
  readonly page: number;
  readonly page_size: number;
  /** Items on all pages, as far as this caller may see them. */
  readonly total_count: number;
  readonly has_next: boolean;
}

/** What a route of the Analysis API returns; the envelope is laid around it here and nowhere else. */
export interface Answer<Data> {
  readonly data: Data;
  /** Of a page of a list: where it stands, laid beside `data`. */
  readonly paging?: Paging;
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

function envelopeOf({ data, paging, metadata }: Answer<unknown>, request: Request): object {
  return {
    success: true,
    data,
    ...paging,
    metadata: metadata ?? {},
    request_id: identityOf(request).requestId,
    timestamp: new Date().toISOString(),
  };
}
