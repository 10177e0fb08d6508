import type { Request, Response } from 'express';

import type { ConsoleFile } from './console-files';

/**
 * Nothing from elsewhere, nothing inline; and no text becomes markup but what one function of the console parses into a document
 * that nobody sees, and takes apart.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types bin2nlp-report',
].join('; ');

/** A file with its name by its content may be kept for a year. */
export const KEPT = 'public, max-age=31536000, immutable';
export const ASKED_EACH_TIME = 'no-cache';

/** Sends a file of the console in the smallest form that the browser takes; 304 without it where the browser has it. */
export function sendConsoleFile(request: Request, response: Response, file: ConsoleFile, cacheControl: string): void {
  response.vary('Accept-Encoding');
  response.setHeader('Cache-Control', cacheControl);
  response.setHeader('ETag', file.etag);
  response.setHeader('Content-Security-Policy', POLICY);
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const coding = request.acceptsEncodings('br', 'gzip');
  if (coding !== false) response.setHeader('Content-Encoding', coding);
  const bytes = coding === 'br' ? file.br : coding === 'gzip' ? file.gz : file.bytes;
  response.setHeader('Content-Type', file.type);
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}
