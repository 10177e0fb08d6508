import type { Response } from 'express';

/**
 * Ends an answer with JSON, its status and other headers being set. Express would look each one through for a charset, an `ETag`
 * and a copy that the client has, all of which are our own affair.
 */
export function sendJson(response: Response, text: string | Buffer): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
