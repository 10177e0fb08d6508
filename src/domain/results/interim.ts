import type { DocumentHead } from '#domain/document/analysis-document';
import type { ShownStageStatus, StageReport } from '#domain/document/stages';
import { UNDER_WAY } from '#domain/document/stages';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';

/** A stage of a run that goes on. */
export type StageSoFar = Omit<StageReport, 'status' | 'elapsed_ms' | 'reason'> & {
  readonly status: ShownStageStatus;
  readonly elapsed_ms: number | null;
  readonly reason: string | null;
};

/**
 * Where what a run has found so far is kept, among the results: all jobs that share the run find it, whichever of them it runs for.
 * No result has such a key.
 */
export function interimKey({ id, sharedUnder }: Pick<AnalysisJob, 'id' | 'sharedUnder'>): ContentKey {
  return `interim:${sharedUnder ?? id}` as ContentKey;
}

/** Of a document that was made before the run came to its end. */
export function stagesSoFar({ metadata }: Pick<DocumentHead, 'metadata'>): readonly StageSoFar[] {
  return metadata.stages.map(({ name, status, elapsed_ms, reason }) =>
    reason === UNDER_WAY
      ? { name, status: 'running', elapsed_ms: null, reason: null }
      : { name, status, elapsed_ms, reason: reason ?? null },
  );
}
