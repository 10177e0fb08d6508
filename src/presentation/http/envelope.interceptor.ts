import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
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

/** `data` that is JSON already: it goes out as it is. */
export class ReadyJson {
  constructor(readonly text: string) {}
}

/** Lays the success envelope around what a controller returns. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor<
  Answer<unknown> | StreamableFile | undefined,
  object | string | undefined
> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<Answer<unknown> | StreamableFile | undefined>,
  ): Observable<object | string | undefined> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    return next.handle().pipe(
      map((answer) => {
        // A page that is no JSON has been sent by its controller; a stream brings its own envelope, where it has one.
        if (answer === undefined || answer instanceof StreamableFile) return answer;
        if (!(answer.data instanceof ReadyJson)) return envelopeOf(answer, request);
        http.getResponse<Response>().setHeader('Content-Type', 'application/json; charset=utf-8');
        const [before, behind] = envelopeAround(answer, request);
        return `${before}${answer.data.text}${behind}`;
      }),
    );
  }
}

/** The envelope as text, to be laid around `data` that is JSON already. */
export function envelopeAround(
  { paging, metadata }: Omit<Answer<unknown>, 'data'>,
  request: Request,
): readonly [string, string] {
  const { success, ...rest } = envelopeOf(
    { data: undefined, ...(paging && { paging }), ...(metadata && { metadata }) },
    request,
  );
  return [`{"success":${String(success)},"data":`, `,${JSON.stringify(rest).slice(1)}`];
}

function envelopeOf(
  { data, paging, metadata }: Answer<unknown>,
  request: Request,
): { success: true; [name: string]: unknown } {
  return {
    success: true,
    data,
    ...paging,
    metadata: metadata ?? {},
    request_id: identityOf(request).requestId,
    timestamp: new Date().toISOString(),
  };
}
