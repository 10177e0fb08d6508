import { DomainError } from '#domain/shared/domain-error';

/** How loudly to tell that something failed which is tried again anyway: that a dependency is away is told by who watches it. */
export function levelOf(error: unknown): 'debug' | 'warn' {
  return error instanceof DomainError && error.code === 'SERVICE_UNAVAILABLE' ? 'debug' : 'warn';
}
