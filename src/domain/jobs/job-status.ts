import { DomainError } from '#domain/shared/domain-error';

export const JOB_STATUSES = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Of a job that has not ended. */
export const LIVE_STATUSES = ['pending', 'processing'] as const satisfies readonly JobStatus[];
export type LiveStatus = (typeof LIVE_STATUSES)[number];

/** Of a job that has ended. */
export const ENDED_STATUSES = ['completed', 'failed', 'cancelled'] as const satisfies readonly JobStatus[];
export type EndedStatus = (typeof ENDED_STATUSES)[number];

/** Back to `pending` when the worker was lost or stopped. Nothing leaves a terminal state. */
export const NEXT_STATUSES = {
  pending: ['processing', 'failed', 'cancelled'],
  processing: ['completed', 'failed', 'cancelled', 'pending'],
  completed: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<JobStatus, readonly JobStatus[]>;

export function isTerminal(status: JobStatus): boolean {
  return NEXT_STATUSES[status].length === 0;
}

/** @throws DomainError `INVALID_TRANSITION` when the state machine has no such step. */
export function assertTransition(from: JobStatus, to: JobStatus): void {
  if ((NEXT_STATUSES[from] as readonly JobStatus[]).includes(to)) return;
  throw new DomainError('INVALID_TRANSITION', `A job that is ${from} cannot become ${to}.`, {
    remediation: 'Read the job again: its state has changed meanwhile.',
  });
}
