import type { DomainError } from '#domain/shared/domain-error';

/** A refusal in the form of the API that the path belongs to: the Magic form under `/v1`, that of the Analysis API for all else. */
export function refusalBody(error: DomainError, path: string, requestId: string): object {
  if (/^\/v1(\/|\?|$)/.test(path)) {
    return {
      // Of a fault of ours the contract has these words.
      error: error.code === 'INTERNAL_ERROR' ? 'Internal server error' : error.message,
      ...(error.details === undefined ? {} : { details: error.details }),
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
