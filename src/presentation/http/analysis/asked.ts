import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import type { Request, Response } from 'express';

import { callerOf } from '#presentation/http/access/current-caller';

/** What every reading of a result is made from. */
export interface Reading {
  /** Of the job, as the path has it. */
  readonly id: string;
  /** Who asks, and may read nothing but what is theirs. */
  readonly ownerId: string;
  /** While it is being made, what is known so far will do: `partial=true`. */
  readonly soFar: boolean;
  readonly query: Readonly<Record<string, unknown>>;
  readonly request: Request;
  readonly response: Response;
}

/** A route's parameter: who asks for which result, and how. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): Reading => {
  const http = context.switchToHttp();
  const request = http.getRequest<Request<{ id: string }>>();
  return {
    id: request.params.id,
    ownerId: callerOf(request).keyId,
    soFar: request.query['partial'] === 'true',
    query: request.query,
    request: request as Request,
    response: http.getResponse<Response>(),
  };
});
