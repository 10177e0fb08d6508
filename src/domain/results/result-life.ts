import type { DocumentHead } from '#domain/document/analysis-document';
import { MB } from '#domain/shared/quantities';

/** How long a result is kept, in milliseconds: longer what is sure or was expensive, shorter what is doubtful, large or risky. */
export function resultLifeMs(
  { confidence, metadata, summary }: Pick<DocumentHead, 'confidence' | 'metadata' | 'summary'>,
  usualMs: number,
): number {
  const sure = confidence > 0.9 ? 1.5 : confidence < 0.7 ? 0.75 : 1;
  const large = metadata.file.size > 50 * MB ? 0.8 : 1;
  const expensive = metadata.analysis_config.analysis_depth === 'comprehensive' ? 1.25 : 1;
  const risky = (summary.risk_score ?? 0) > 7 ? 0.9 : 1;
  return Math.round(usualMs * sure * large * expensive * risky);
}
