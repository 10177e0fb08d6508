import type { DocumentOrder, MadeDocument } from '#application/ports/document-maker.port';
import type { FinishedSpan, SpanStart, TraceParent } from '#application/ports/tracing.port';

/** The span in which one document is made. */
export function makingSpan({ job }: DocumentOrder): SpanStart {
  const { id, file, options } = job;
  return {
    name: 'make document',
    kind: 'internal',
    attributes: {
      'bin2nlp.job_id': id,
      'bin2nlp.request_id': job.requestId,
      'bin2nlp.sha256': file.sha256,
      'bin2nlp.format': file.header.format,
      'bin2nlp.depth': options.depth,
    },
  };
}

/**
 * The stages of a document that was made, each behind the one before it, and its packing, which takes what is left.
 * @param begunAt epoch milliseconds, when its first stage began
 */
export function stageSpans(
  { facts }: Pick<MadeDocument, 'facts'>,
  begunAt: number,
  endedAt: number,
  parent: TraceParent,
): readonly FinishedSpan[] {
  const spans: FinishedSpan[] = [];
  let at = begunAt;
  const next = (name: string, attributes: FinishedSpan['attributes'], until: number): void => {
    spans.push({ name, kind: 'internal', attributes, parent, startedAt: at, endedAt: until });
    at = until;
  };
  for (const { name, status, elapsed_ms: elapsed } of facts.metadata.stages) {
    // Intake was the api's, before the job.
    if (name === 'intake' || status === 'skipped') continue;
    next(name, { 'bin2nlp.outcome': status }, Math.min(at + elapsed, endedAt));
  }
  next('packing', {}, endedAt);
  return spans;
}
