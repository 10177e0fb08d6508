import type { DomainError } from '#domain/shared/domain-error';

/** JSON-RPC 2.0: a message that cannot be read as one, and what is not the message's fault. */
const RPC_CODES = { invalidRequest: -32_600, other: -32_000 } as const;

/**
 * A refusal in the form of the API that the path belongs to: the Magic form under `/v1`, that of JSON-RPC at `/mcp`, that of the Analysis
 * API for all else.
 */
export function refusalBody(error: DomainError, path: string, requestId: string): object {
  if (/^\/v1(\/|\?|$)/.test(path)) {
    const details = textOf(error);
    return {
      // Of a fault of ours the contract has these words.
      error: error.code === 'INTERNAL_ERROR' ? 'Internal server error' : error.message,
      ...(details === undefined ? {} : { details }),
      request_id: requestId,
    };
  }
  if (/^\/mcp\/?(\?|$)/.test(path)) return rpcBody(error, requestId);
  return {
    success: false,
    error: {
      code: error.code,
      message: error.message,
      details: error.details ?? null,
      remediation: error.remediation ?? null,
      documentation_url: `/api/v1/docs/errors#${error.code}`,
    },
    request_id: requestId,
    timestamp: new Date().toISOString(),
  };
}

function rpcBody({ code, message, details, remediation }: DomainError, requestId: string): object {
  return {
    jsonrpc: '2.0',
    // Of which message it is the answer is not known by then.
    id: null,
    error: {
      code: code === 'INVALID_OPTION' ? RPC_CODES.invalidRequest : RPC_CODES.other,
      message: remediation === undefined ? message : `${message} ${remediation}`,
      data: {
        code,
        details: details ?? null,
        remediation: remediation ?? null,
        documentation_url: '/api/v1/docs/mcp.md',
        request_id: requestId,
      },
    },
  };
}

/** The Magic form has text for details: faults in words, unless the message says the one that there is. */
function textOf({ details, message }: DomainError): string | undefined {
  if (details === undefined || typeof details === 'string') return details;
  const others = details.filter((fault) => !message.includes(fault.message));
  return others.length === 0 ? undefined : others.map((fault) => `${fault.field}: ${fault.message}`).join(' ');
}
