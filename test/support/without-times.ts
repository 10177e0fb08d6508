import type { AnalysisDocument } from '#domain/document/analysis-document';

const NEVER = new Date(0).toISOString();

/** The document with the same ids and times as any other: what two runs over the same file must agree in. */
export function withoutTimes(document: AnalysisDocument): AnalysisDocument {
  const { metadata } = document;
  return {
    ...document,
    metadata: {
      ...metadata,
      job_id: '',
      started_at: NEVER,
      completed_at: NEVER,
      duration_ms: 0,
      stages: metadata.stages.map((stage) => ({ ...stage, elapsed_ms: 0 })),
    },
  };
}
