import type { JobErrorCode } from '#domain/shared/domain-error';

/** Faults of one job's copy alone: another job with the same content may fare better. */
const SAMPLE_FAULTS: ReadonlySet<string> = new Set<JobErrorCode>(['SAMPLE_MISSING', 'SAMPLE_ALTERED']);

export function isSampleFault({ code }: { readonly code: string }): boolean {
  return SAMPLE_FAULTS.has(code);
}
