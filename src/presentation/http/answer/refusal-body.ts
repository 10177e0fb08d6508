import type { DomainError } from '#domain/shared/domain-error';

/** A refusal in the form of the API that the path belongs to: the Magic form under `/v1`, that of the Analysis API for all else. */
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

/** The Magic form has text for details: faults in words, unless the message says the one that there is. */
function textOf({ details, message }: DomainError): string | undefined {
  if (details === undefined || typeof details === 'string') return details;
  const others = details.filter((fault) => !message.includes(fault.message));
  return others.length === 0 ? undefined : others.map((fault) => `${fault.field}: ${fault.message}`).join(' ');
}
