import type { JobId } from '#domain/jobs/analysis-job';

/** Where a job and its result are found. */
export function resultUrl(id: JobId): string {
  return `/api/v1/analyze/${id}`;
}

export function statusUrl(id: JobId): string {
  return `/api/v1/jobs/${id}/status`;
}

export function eventsUrl(id: JobId): string {
  return `/api/v1/jobs/${id}/events`;
}
