import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import type { DomainErrorCode } from '#domain/shared/domain-error';
import { DomainError } from '#domain/shared/domain-error';
import { requestId } from '#domain/shared/request-id';
import { refusalBody } from '#presentation/http/answer/refusal-body';
import { identityOf } from '#presentation/http/answer/request-identity';
import { ERROR_STATUS } from '#presentation/http/contract/error-status';
import type { HeadLimits } from './check-request-head';
import { headersTooLarge, uriTooLong } from './check-request-head';
import type { Exchange, Exchanges } from './exchanges';

/** What Node's parser reports: its code, and the bytes that it was reading. */
export interface ParserFault extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/**
 * Answers what never becomes a request because it cannot be read, in the form of the API that it was meant for and with an
 * id; then the connection ends. Where an answer could be taken for that of another request, it just ends.
 * The code of the answer, where there was one.
 */
export function refuseUnreadable(
  fault: ParserFault,
  socket: Duplex,
  exchanges: Exchanges,
  limits: HeadLimits,
): DomainErrorCode | undefined {
  const open = exchanges.on(socket) ?? [];
  const [current] = open;
  if (fault.code === 'ECONNRESET' || !socket.writable || !isNextAnswerTheirs(open)) {
    socket.destroy();
    return undefined;
  }
  const head = fault.rawPacket?.subarray(0, limits.maxUriBytes * 2).toString('latin1') ?? '';
  const path = current?.request.url ?? /^[A-Z]+ (\S*)/.exec(head)?.[1] ?? '/';
  const id =
    current === undefined ? { requestId: requestId(), correlationId: requestId() } : identityOf(current.request);
  const error = refusalOf(fault, path, limits);
  const body = JSON.stringify(refusalBody(error, path, id.requestId));
  const status = ERROR_STATUS[error.code];
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `X-Request-Id: ${id.requestId}`,
    `X-Correlation-Id: ${id.correlationId}`,
    'X-Content-Type-Options: nosniff',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  return error.code;
}

/** Whether what goes out next is sure to be taken for the answer to what cannot be read. */
function isNextAnswerTheirs([current, ...later]: readonly Exchange[]): boolean {
  if (later.length > 0) return false;
  return current === undefined || !(current.request.complete || current.response.headersSent);
}

function refusalOf({ code, message }: ParserFault, path: string, limits: HeadLimits): DomainError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return path.length > limits.maxUriBytes ? uriTooLong(limits.maxUriBytes) : headersTooLarge(limits.maxHeaderBytes);
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new DomainError('REQUEST_TIMEOUT', 'The request headers did not arrive in time.', {
      remediation: 'Send the request again over a steadier connection.',
    });
  }
  return new DomainError('INVALID_OPTION', 'The request is not valid HTTP.', {
    details: message.replace(/^Parse Error: /, ''),
    remediation: 'Send one request with one Content-Length or chunked, as RFC 9112 says.',
  });
}
