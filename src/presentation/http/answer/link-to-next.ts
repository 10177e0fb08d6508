import type { Request, Response } from 'express';

/** Says where the next page is (RFC 8288): the same request, but for one parameter of its query. */
export function linkToNext(request: Request, response: Response, parameter: string, value: string): void {
  const [path = '', query] = request.originalUrl.split('?');
  const next = new URLSearchParams(query);
  next.set(parameter, value);
  response.setHeader('Link', `<${path}?${next.toString()}>; rel="next"`);
}
