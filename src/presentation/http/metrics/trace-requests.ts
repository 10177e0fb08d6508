import type { NextFunction, Request, Response } from 'express';

import type { Tracing } from '#application/ports/tracing.port';
import { identityOf } from '#presentation/http/answer/request-identity';
import { routeOf, statusOf } from './measure-requests';

/** What probes and the monitoring ask for every few seconds. */
const OFTEN = /^\/(?:api\/v1\/health|metrics$|v1\/metrics$)/;

/** Middleware that has every request traced, by its route's template. */
export function traceRequests(tracing: Tracing): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    tracing.serve((end) => {
      response.once('close', () => {
        const { method } = request;
        const route = routeOf(request, response);
        if (OFTEN.test(route)) return;
        end(`${method} ${route}`, {
          'http.request.method': method,
          'http.route': route,
          'http.response.status_code': statusOf(response),
          'bin2nlp.request_id': identityOf(request).requestId,
        });
      });
      next();
    });
  };
}
