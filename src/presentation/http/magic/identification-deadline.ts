import { DomainError } from '#domain/shared/domain-error';

/** Aborts with `IDENTIFICATION_TIMEOUT`; call `release` when the file has been identified. */
export function identificationDeadline(seconds: number): { signal: AbortSignal; release: () => void } {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new DomainError('IDENTIFICATION_TIMEOUT', 'Request timeout exceeded'));
  }, seconds * 1000);
  return {
    signal: late.signal,
    release: () => {
      clearTimeout(timer);
    },
  };
}
