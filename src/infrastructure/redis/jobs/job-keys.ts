import type { JobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { JobStatus, LiveStatus } from '#domain/jobs/job-status';

/** Names in Redis. What is in braces picks the slot of a cluster: keys of one job stay together. */
export const jobKey = (id: JobId): string => `job:{${id}}`;

/** What happened to a job, for replay. */
export const eventsKey = (id: JobId): string => `events:{${id}}`;

/** Jobs of one API key, by time of submission: all of them, or those of one status. */
export const ownerKey = (ownerId: string, status?: JobStatus): string =>
  status === undefined ? `user:{${ownerId}}:jobs` : `user:{${ownerId}}:jobs:${status}`;

/** Live jobs by the time of their last change; the reconciler's way to them. */
export const liveKey = (status: LiveStatus): string => `jobs:${status}`;

/** The channels of job events: this, and the job's id in braces. */
export const EVENTS_CHANNELS = 'job-events:';

/** The channel of one job's events. */
export const eventsChannel = (id: JobId): string => `${EVENTS_CHANNELS}{${id}}`;

/** The channel on which workers hear of jobs that were cancelled while they ran. */
export const INTERRUPTIONS_CHANNEL = 'run-interruptions';

/** Which job runs for a content. */
export const sharedRunKey = (content: ContentKey): string => `dedup:{${content}}`;

/** Those that follow it, by time of submission. */
export const followersKey = (content: ContentKey): string => `dedup:{${content}}:followers`;

/** What was submitted under an idempotency key; `digest` stands for what the client calls it. */
export const idempotencyKey = (ownerId: string, digest: string): string => `idem:{${ownerId}}:${digest}`;

/** Means of what runs take. */
export const RUN_TIMES = 'times:runs';
