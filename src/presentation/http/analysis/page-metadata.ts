import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { whyNotAsked } from '#domain/results/not-analysed';
import type { ListedSection } from './section.request';

/** What stands beside a page of a result: whose it is, and why there is none where nobody was to look. */
export function pageMetadata(
  { id, options }: AnalysisJob,
  section: ListedSection | 'security_findings',
): Readonly<Record<string, unknown>> {
  const reason = section === 'sections' ? undefined : whyNotAsked(section, options);
  return { analysis_id: id, ...(reason !== undefined && { not_analysed: reason }) };
}
