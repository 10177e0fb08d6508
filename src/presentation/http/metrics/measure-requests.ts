import type { NextFunction, Request, Response } from 'express';

import type { Metrics } from '#application/ports/metrics.port';
import { SECOND_MS } from '#domain/shared/quantities';

/** As nginx calls it: the client went away before its answer. */
const CLIENT_CLOSED_REQUEST = 499;
const DOCS = '/api/v1/docs';

/** Middleware that records every request: by its route's template, for a path is the client's own invention. */
export function measureRequests(metrics: Metrics): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const started = performance.now();
    response.once('close', () => {
      const { method } = request;
      const route = routeOf(request, response);
      metrics.count('http_requests_total', { method, route, status: statusOf(response) });
      metrics.observe('http_request_duration_seconds', { method, route }, (performance.now() - started) / SECOND_MS);
    });
    next();
  };
}

/** As it was answered. */
export function statusOf(response: Response): number {
  return response.writableFinished ? response.statusCode : CLIENT_CLOSED_REQUEST;
}

/** Its template, for a path is the client's own invention. */
export function routeOf({ route, path }: Request, { statusCode }: Response): string {
  const template: unknown = (route as { readonly path?: unknown } | undefined)?.path;
  if (typeof template === 'string' && !template.includes('*')) return template;
  // Files of Swagger UI have no route of their own.
  return path.startsWith(DOCS) && statusCode < 400 ? DOCS : 'unmatched';
}
