import type { SpanContext } from '@opentelemetry/api';

import type { TraceParent } from '#application/ports/tracing.port';

/** https://www.w3.org/TR/trace-context/#traceparent-header; of a later version only what this one has is read. */
const TRACE_PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const SAMPLED = 1;

/** `undefined` for what is not well-formed. */
export function readTraceParent(text: string): SpanContext | undefined {
  const [, version, traceId = '', spanId = '', flags = '', rest] = TRACE_PARENT.exec(text) ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & SAMPLED, isRemote: true };
}

export function traceParentOf({ traceId, spanId, traceFlags }: SpanContext): TraceParent {
  return `00-${traceId}-${spanId}-0${traceFlags & SAMPLED}`;
}
