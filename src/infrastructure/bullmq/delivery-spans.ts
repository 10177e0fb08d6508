import type { SpanStart, TraceParent } from '#application/ports/tracing.port';
import type { JobId } from '#domain/jobs/analysis-job';
import type { RequestId } from '#domain/shared/request-id';
import { ANALYSIS_QUEUE } from './analysis-delivery';

/** Spans of the queue's two ends, in the words of OpenTelemetry's semantic conventions of messaging. */
const MESSAGING = { 'messaging.system': 'bullmq', 'messaging.destination.name': ANALYSIS_QUEUE } as const;

interface Delivered {
  readonly id: JobId;
  readonly requestId: RequestId;
}

export function sending({ id, requestId }: Delivered): SpanStart {
  const ids = { 'bin2nlp.job_id': id, 'bin2nlp.request_id': requestId };
  const attributes = { ...MESSAGING, 'messaging.operation.type': 'send', ...ids } as const;
  return { name: `send ${ANALYSIS_QUEUE}`, kind: 'producer', attributes };
}

/** @param parent of who sent it */
export function processing({ id, requestId }: Delivered, parent: TraceParent | undefined): SpanStart {
  const ids = { 'bin2nlp.job_id': id, 'bin2nlp.request_id': requestId };
  const attributes = { ...MESSAGING, 'messaging.operation.type': 'process', ...ids } as const;
  return { name: `process ${ANALYSIS_QUEUE}`, kind: 'consumer', attributes, ...(parent !== undefined && { parent }) };
}
