import type { AnalysisSummary } from '#client/generated/types.gen';
import type { DocumentHead } from '#domain/document/analysis-document';

/** A summary as the API has it is the head of a document: its schema is made of these types. */
export function headOf(summary: AnalysisSummary): DocumentHead {
  return summary as unknown as DocumentHead;
}
