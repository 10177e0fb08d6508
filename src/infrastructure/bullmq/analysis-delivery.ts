import type { JobsOptions } from 'bullmq';

import type { TraceParent } from '#application/ports/tracing.port';
import type { JobId } from '#domain/jobs/analysis-job';
import type { RequestId } from '#domain/shared/request-id';
import { requestId } from '#domain/shared/request-id';

/** The queue's name, and with its prefix the place of its keys: `{bin2nlp}:analysis:…`, one slot of a cluster. */
export const ANALYSIS_QUEUE = 'analysis';
export const QUEUE_PREFIX = '{bin2nlp}';
/** Where a small job goes for a moment, to be taken by a slot that takes nothing else. */
export const SMALL_JOBS_QUEUE = 'analysis-small';

/** Names of the queue's entries: they tell small jobs from all others. */
export const DELIVERY_NAMES = ['analyse', 'analyse-small'] as const;
export type DeliveryName = (typeof DELIVERY_NAMES)[number];

/** What travels with a job's id. Everything else is in the job's record. */
export interface AnalysisDelivery {
  readonly v: 1;
  readonly requestId: RequestId;
  readonly correlationId: RequestId;
  /** What it needs of a worker; absent in entries of versions that did not say. */
  readonly needs?: readonly string[];
  /** Of the span that sent it, where spans are told. */
  readonly traceparent?: TraceParent;
}

const MOST_URGENT = 10;

/** Of this queue a smaller number runs earlier, and 0 would run before all of them: 1 (priority 10) … 11 (priority 0). */
export function queuePriority(priority: number): number {
  return MOST_URGENT + 1 - Math.min(MOST_URGENT, Math.max(0, Math.trunc(priority)));
}

/** By how much the scores of one priority differ from the next: BullMQ's, which counts arrivals below. */
const PRIORITY_STEP = 2 ** 32;

/** The score, in BullMQ's sorted set, before all that wait at a priority of the queue's. */
export function frontOf(priority: number): number {
  return priority * PRIORITY_STEP;
}

export function isSmallDelivery({ name }: { readonly name: string }): boolean {
  return name === ('analyse-small' satisfies DeliveryName);
}

/** @param priority the queue's own. Nothing is retried here, and nothing of what has ended is kept: the job record knows both better. */
export function deliveryOptions(jobId: JobId, priority: number): JobsOptions {
  return { jobId, priority, attempts: 1, removeOnComplete: true, removeOnFail: true };
}

export function toDelivery(
  { requestId: request, correlationId }: Pick<AnalysisDelivery, 'requestId' | 'correlationId'>,
  needs: readonly string[],
  traceparent?: TraceParent,
): AnalysisDelivery {
  return { v: 1, requestId: request, correlationId, needs, ...(traceparent !== undefined && { traceparent }) };
}

/** What the job of an entry needs of a worker; `undefined` where it does not say. */
export function neededFor(data: unknown): readonly string[] | undefined {
  const { needs } = (data ?? {}) as Partial<AnalysisDelivery>;
  return Array.isArray(needs) ? needs : undefined;
}

/** @throws Error for what another version of this service wrote and this one cannot read. */
export function readDelivery(id: JobId, data: unknown): AnalysisDelivery {
  if (typeof data !== 'object' || data === null || !('v' in data) || data.v !== 1) {
    throw new Error(`The queue entry of job ${id} is not of version 1`);
  }
  const { requestId: request, correlationId, traceparent } = data as Partial<Record<keyof AnalysisDelivery, unknown>>;
  const needs = neededFor(data);
  return {
    v: 1,
    requestId: readId(request),
    correlationId: readId(correlationId),
    ...(needs !== undefined && { needs }),
    ...(typeof traceparent === 'string' && { traceparent }),
  };
}

function readId(value: unknown): RequestId {
  return requestId(typeof value === 'string' ? value : undefined);
}
