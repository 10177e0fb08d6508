import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';

import { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';
import { isReservedName } from '#presentation/http/body/reserved-names';

export interface HeadLimits {
  /** Bytes of the request's target, path and query. */
  readonly maxUriBytes: number;
  /** Bytes of all header lines together. */
  readonly maxHeaderBytes: number;
}

/** Query parameters that mean a list when they are repeated; any other may come once. */
const REPEATABLE = new Set(['focus_areas']);
/** Parameters of a query: far more than any route has a use for. */
const MAX_PARAMETERS = 100;
/** Characters of what a client sent. */
const SHOWN = 100;
/** ": " and the line's end. */
const LINE_FRAMING_BYTES = 4;

/** Middleware that refuses what is wrong with a request before its body, before any route is looked for. */
export function checkRequestHead(
  limits: HeadLimits,
): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    next(
      sizeFault(request, limits) ??
        hostFault(request) ??
        codingFault(request, response) ??
        numberFault(request) ??
        queryFault(request.query),
    );
  };
}

export function uriTooLong(maxBytes: number): DomainError {
  return new DomainError('URI_TOO_LONG', `The URI is longer than ${maxBytes} bytes.`, {
    remediation: 'Send a shorter query; options can be sent as fields of a form too.',
  });
}

export function headersTooLarge(maxBytes: number): DomainError {
  return new DomainError('HEADERS_TOO_LARGE', `The request headers are larger than ${maxBytes} bytes.`, {
    remediation: 'Send fewer or shorter headers.',
  });
}

/** The parser takes both together up to one limit of its own; here they are told apart. */
function sizeFault({ url = '', rawHeaders }: IncomingMessage, limits: HeadLimits): DomainError | undefined {
  if (url.length > limits.maxUriBytes) return uriTooLong(limits.maxUriBytes);
  const text = rawHeaders.reduce((bytes, part) => bytes + part.length, 0);
  const bytes = text + (rawHeaders.length / 2) * LINE_FRAMING_BYTES;
  return bytes > limits.maxHeaderBytes ? headersTooLarge(limits.maxHeaderBytes) : undefined;
}

/** One host, as HTTP/1.1 demands: two readers of a request must not take it for different ones. */
function hostFault({ rawHeaders, httpVersion }: IncomingMessage): DomainError | undefined {
  const hosts = rawHeaders.filter((part, index) => index % 2 === 0 && part.toLowerCase() === 'host').length;
  if (hosts === 1 || (hosts === 0 && httpVersion === '1.0')) return undefined;
  return refusal('Host', hosts === 0 ? 'The Host header is missing.' : 'There must be one Host header.');
}

/** Nobody undoes a coding here: what is analysed is what was sent, byte for byte. */
function codingFault({ headers }: IncomingMessage, response: Response): DomainError | undefined {
  const coding = headers['content-encoding'] ?? 'identity';
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!hasBody || coding.trim().toLowerCase() === 'identity') return undefined;
  response.setHeader('Accept-Encoding', 'identity');
  return new DomainError(
    'UNSUPPORTED_MEDIA_TYPE',
    `The Content-Encoding "${tameText(coding, SHOWN)}" is not accepted.`,
    { remediation: 'Send the body as it is, without Content-Encoding.' },
  );
}

/** Before the query is read: its reader stops in silence at a number of its own. */
function numberFault({ url = '' }: IncomingMessage): DomainError | undefined {
  const query = url.indexOf('?');
  if (query < 0) return undefined;
  let parameters = 0;
  for (let at = query; at >= 0; at = url.indexOf('&', at + 1)) {
    parameters += 1;
    if (parameters > MAX_PARAMETERS) return refusal('query', `There are more than ${MAX_PARAMETERS} parameters.`);
  }
  return undefined;
}

function queryFault(query: object): DomainError | undefined {
  for (const [name, value] of Object.entries(query)) {
    if (isReservedName(name)) return refusal(name, 'There is no such option.');
    if (Array.isArray(value) && !REPEATABLE.has(name)) return refusal(name, 'It was given more than once.');
  }
  return undefined;
}

function refusal(field: string, message: string): DomainError {
  const shown = tameText(field, SHOWN);
  return new DomainError('INVALID_OPTION', `${shown}: ${message}`, {
    details: [{ field: shown, message }],
    remediation: 'See /api/v1/docs for what the route takes.',
  });
}
