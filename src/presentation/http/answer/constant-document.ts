import type { NextFunction, Request, Response } from 'express';

interface Document {
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * Stands before a handler that answers always the same by `response.send`: has it answer once, and gives the same bytes from then
 * on. What is large and asked for by anybody must neither be made again nor be copied for each request.
 */
export function constantDocument(): (request: Request, response: Response, next: NextFunction) => void {
  let known: Document | undefined;
  return (_request, response, next) => {
    if (known !== undefined) {
      sendDocument(response, known);
      return;
    }
    response.send = (text: string): Response => {
      known = { type: String(response.getHeader('Content-Type')), bytes: Buffer.from(text) };
      return sendDocument(response, known);
    };
    next();
  };
}

function sendDocument(response: Response, { type, bytes }: Document): Response {
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
  return response;
}
