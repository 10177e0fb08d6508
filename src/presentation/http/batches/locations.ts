import type { JobId } from '#domain/jobs/analysis-job';

/** Where a batch is found. */
export function batchUrl(id: JobId): string {
  return `/api/v1/batches/${id}`;
}
