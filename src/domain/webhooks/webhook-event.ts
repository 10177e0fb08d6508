import type { AnalysisJob } from '#domain/jobs/analysis-job';

/** What receivers are told of. */
export const WEBHOOK_EVENTS = [
  'analysis.completed',
  'analysis.failed',
  'analysis.cancelled',
  'batch.completed',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Asked for by the owner of a webhook, to see whether messages arrive. */
export const TEST_EVENT = 'webhook.test';
export type MessageType = WebhookEvent | typeof TEST_EVENT;

/** What is sent, as Standard Webhooks lay it out; `data` says no more than it takes to ask for the rest. */
export interface WebhookMessage {
  readonly type: MessageType;
  /** Of what happened, not of a delivery: ISO 8601, UTC. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The event of a job's end; `undefined` of one that has not ended. */
export function eventOf({ status }: Pick<AnalysisJob, 'status'>): WebhookEvent | undefined {
  return WEBHOOK_EVENTS.find((event) => event === `analysis.${status}`);
}

/** What is told of a job that has ended; its file's name is text of whoever sent it. */
export function messageOf(job: AnalysisJob, type: WebhookEvent): WebhookMessage {
  const { id, status, file, options, cached, createdAt, completedAt, updatedAt, error } = job;
  return {
    type,
    timestamp: isoTime(completedAt ?? updatedAt),
    data: {
      job_id: id,
      status,
      file: { name: file.name, size: file.size, sha256: file.sha256 },
      analysis_depth: options.depth,
      cached,
      created_at: isoTime(createdAt),
      completed_at: isoTime(completedAt ?? updatedAt),
      error: error ?? null,
      status_url: `/api/v1/jobs/${id}`,
      result_url: status === 'completed' ? `/api/v1/analyze/${id}` : null,
    },
  };
}

/** A batch of which nothing is under way any more. */
export interface EndedBatch {
  readonly id: string;
  readonly state: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly total: number;
  /** Entries by what became of them. */
  readonly counts: Readonly<Record<string, number>>;
}

export function batchMessage({ id, state, createdAt, total, counts }: EndedBatch, endedAt: number): WebhookMessage {
  return {
    type: 'batch.completed',
    timestamp: isoTime(endedAt),
    data: {
      batch_id: id,
      state,
      total,
      counts,
      created_at: isoTime(createdAt),
      completed_at: isoTime(endedAt),
      status_url: `/api/v1/batches/${id}`,
      report_url: `/api/v1/batches/${id}/report`,
    },
  };
}

/** For who wants to see whether messages arrive. */
export function testMessage(webhookId: string, now: number): WebhookMessage {
  return { type: TEST_EVENT, timestamp: isoTime(now), data: { webhook_id: webhookId } };
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
