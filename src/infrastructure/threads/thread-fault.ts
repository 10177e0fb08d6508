import { DomainError } from '#domain/shared/domain-error';

/** What to say of a thread that an error has ended. */
export function brokenBy(error: unknown, heapMb: number): Error {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return new Error('The analysis thread broke', { cause: error });
  return new DomainError('ENGINE_FAILED', 'The analysis of this file takes more memory than it may have.', {
    details: `The limit is ${heapMb} MB.`,
    cause: error,
  });
}
