import { createHash } from 'node:crypto';
import { HttpStatus } from '@nestjs/common';
import type { Request, Response } from 'express';

/**
 * Sets the weak `ETag` of an answer of which `data` follows from `parts`; the envelope has the request's own id and time.
 * `true` when the client has it already: then the answer is 304 and has no body.
 */
export function isNotModified(request: Request, response: Response, ...parts: readonly string[]): boolean {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
  response.setHeader('ETag', `W/"${digest}"`);
  response.setHeader('Cache-Control', 'private, no-cache');
  if (!request.fresh) return false;
  response.status(HttpStatus.NOT_MODIFIED);
  return true;
}
