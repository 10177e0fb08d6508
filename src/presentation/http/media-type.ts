import type { IncomingMessage } from 'node:http';

/** What the body is said to be, such as `application/json`: in lower case, without parameters; empty where nothing is said. */
export function mediaTypeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
}
