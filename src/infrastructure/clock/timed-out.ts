import { DomainError } from '#domain/shared/domain-error';

/** @param details what was not done in time */
export function timedOut(details?: string, cause?: unknown): DomainError {
  return new DomainError('ANALYSIS_TIMEOUT', 'The structure of the file could not be read in time.', {
    ...(details !== undefined && { details }),
    remediation: 'Submit it again with a longer timeout.',
    ...(cause !== undefined && { cause }),
  });
}

export function isTimeout(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'ANALYSIS_TIMEOUT';
}
