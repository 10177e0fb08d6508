import type { DocumentHead } from '#domain/document/analysis-document';
import type { JobId } from '#domain/jobs/analysis-job';
import { DETAIL_LEVELS } from './detail-level';
import { resultUrl } from './locations';

const LISTED: readonly string[] = ['functions', 'strings', 'imports', 'exports', 'security'];

export type SummaryView = DocumentHead & { readonly detail_endpoints: Readonly<Record<string, string>> };

/** The document's head with the addresses of what it leaves out: a part in the envelope, and each list by its own route. */
export function summaryOf(head: DocumentHead, id: JobId): SummaryView {
  const levels = DETAIL_LEVELS.filter((level) => level !== 'summary').map((level) => [
    level,
    LISTED.includes(level) ? `${resultUrl(id)}/${level}` : `${resultUrl(id)}?detail_level=${level}`,
  ]);
  const others = ['sections', 'document'].map((name) => [name, `${resultUrl(id)}/${name}`]);
  return { ...head, detail_endpoints: Object.fromEntries([...levels, ...others]) as Record<string, string> };
}
