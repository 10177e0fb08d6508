import type { DocumentHead } from '#domain/document/analysis-document';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';

/** A complete result serves everyone; one that ran out of time serves only those who would not have waited longer. */
export function mayServe(head: DocumentHead, options: AnalysisOptions): boolean {
  const complete = head.metadata.stages.every(({ status }) => status === 'ok' || status === 'skipped');
  return complete || options.timeoutSeconds <= head.metadata.analysis_config.timeout_seconds;
}
