import { DomainError } from '#domain/shared/domain-error';

/** For a connection that ends before the body it announced is whole: the client's doing, and no fault of ours. */
export function cutBody(cause?: unknown): DomainError {
  return new DomainError('INVALID_OPTION', 'The connection ended before the body was whole.', {
    remediation: 'Send the whole body.',
    cause,
  });
}
