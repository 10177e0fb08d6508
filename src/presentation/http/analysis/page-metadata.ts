import type { ResultReading } from '#application/analysis/read-result';
import { whyNotAsked } from '#domain/results/not-analysed';
import type { ListedSection } from './section.request';

type Read = Extract<ResultReading<unknown>, { readonly ready: true }>;

/** What stands beside a page of a result: whose it is, and why there is none where nobody was to look. */
export function pageMetadata(
  reading: Read,
  section: ListedSection | 'security_findings',
): Readonly<Record<string, unknown>> {
  const reason = section === 'sections' ? undefined : whyNotAsked(section, reading.job.options);
  return { ...readingMetadata(reading), ...(reason !== undefined && { not_analysed: reason }) };
}

/** Whose result it is; of one that is made of what is known so far, that it is, and how far its run is. */
export function readingMetadata({ job, stages }: Read): Readonly<Record<string, unknown>> {
  if (stages === undefined) return { analysis_id: job.id };
  // A job that waits for another's run has no progress of its own.
  const progress = job.status === 'processing' && { progress: job.progress };
  return { analysis_id: job.id, partial: true, ...progress, stages };
}
