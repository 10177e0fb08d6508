import type { DocumentHead } from '#domain/document/analysis-document';
import type { Assessment } from '#domain/jobs/analysis-job';

/** What a job keeps of its result; nothing where no security scan was asked for. */
export function assessmentOf({ summary }: Pick<DocumentHead, 'summary'>): { readonly assessment?: Assessment } {
  const { risk_score: risk, verdict } = summary;
  return risk === null || verdict === null ? {} : { assessment: { risk, verdict: verdict.word } };
}
