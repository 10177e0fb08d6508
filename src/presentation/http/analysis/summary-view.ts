import { DETAIL_LEVELS } from './detail-level';
import { resultUrl } from './locations';
import type { DocumentHead } from '#domain/analysis/analysis-document';
import type { JobId } from '#domain/analysis/analysis-job';

export type SummaryView = DocumentHead & { readonly detail_endpoints: Readonly<Record<string, string>> };

/** The document's head with the addresses of what it leaves out. */
export function summaryOf(head: DocumentHead, id: JobId): SummaryView {
  const endpoints = DETAIL_LEVELS.filter((level) => level !== 'summary').map((level) => [
    level,
    `${resultUrl(id)}?detail_level=${level}`,
  ]);
  return { ...head, detail_endpoints: Object.fromEntries(endpoints) as Record<string, string> };
}
