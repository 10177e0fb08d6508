import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';

/** Aborts with `IDENTIFICATION_TIMEOUT`; call `release` when the file has been identified. */
export function identificationDeadline(seconds: number): { signal: AbortSignal; release: () => void } {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new DomainError('IDENTIFICATION_TIMEOUT', 'Request timeout exceeded'));
  }, seconds * SECOND_MS);
  return {
    signal: late.signal,
    release: () => {
      clearTimeout(timer);
    },
  };
}
