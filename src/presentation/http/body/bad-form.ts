import { DomainError } from '#domain/shared/domain-error';

const REMEDY = 'Send multipart/form-data with one part named file, for example: curl -F file=@/bin/ls …';

/** The refusal of a form. */
export function badForm(message: string, cause?: unknown): DomainError {
  return new DomainError('INVALID_OPTION', message, {
    details: [{ field: 'file', message }],
    remediation: REMEDY,
    cause,
  });
}

/** For what ended the parser of a form: a refusal of ours as it is, the parser's own words as one. */
export function brokenForm(error: Error): DomainError {
  return error instanceof DomainError ? error : badForm(`The form cannot be read: ${error.message}.`, error);
}
