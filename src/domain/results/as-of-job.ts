import type { DocumentHead } from '#domain/document/analysis-document';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { libmagicFacts } from './libmagic-facts';

/**
 * The shared document as one job's own: its id, file name, options and times, and what libmagic said when its file came in. What the
 * analysis found stays as it is, and what libmagic said of the first one's file where it was away when this one came.
 */
export function asOfJob<Document extends DocumentHead>(document: Document, job: AnalysisJob): Document {
  const { metadata } = document;
  return {
    ...document,
    metadata: {
      ...metadata,
      job_id: job.id,
      analysis_config: { ...metadata.analysis_config, timeout_seconds: job.options.timeoutSeconds },
      started_at: isoTime(job.startedAt) ?? metadata.started_at,
      completed_at: isoTime(job.completedAt) ?? metadata.completed_at,
      file: { ...metadata.file, name: job.file.name, ...libmagicFacts(job.file) },
    },
  };
}

function isoTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}
