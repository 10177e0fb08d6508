import { DomainError } from './domain-error';

/** Whether the reason is that something which the service needs is away, and nothing else. */
export function isAway(error: unknown): error is DomainError {
  return error instanceof DomainError && error.code === 'SERVICE_UNAVAILABLE';
}
