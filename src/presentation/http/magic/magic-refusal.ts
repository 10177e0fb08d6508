import type { AppConfig } from '#config/app-config';
import type { DomainError, DomainErrorCode } from '#domain/shared/domain-error';

/** Does the path belong to the File Magic API? */
export function isMagicPath(path: string): boolean {
  return /^\/v1(\/|\?|$)/.test(path);
}

/** The form of every refusal of the File Magic API. */
export function magicRefusal(error: DomainError, requestId: string, config: AppConfig): object {
  return {
    error: FIXED_MESSAGES[error.code]?.(error, config) ?? error.message,
    ...(error.details === undefined ? {} : { details: error.details }),
    request_id: requestId,
  };
}

/** Where the contract has words of its own. */
const FIXED_MESSAGES: Readonly<Partial<Record<DomainErrorCode, (error: DomainError, config: AppConfig) => string>>> = {
  UNAUTHORIZED: () => 'Authentication required',
  FORBIDDEN: () => 'Access denied',
  // A JSON body has a limit of its own, and says so.
  FILE_TOO_LARGE: ({ message }, { storage }) =>
    message.startsWith('Request body exceeds') ? message : `Request body exceeds ${storage.maxFileSizeMb}MB limit`,
  INTERNAL_ERROR: () => 'Internal server error',
  IDENTIFICATION_TIMEOUT: () => 'Request timeout exceeded',
};
