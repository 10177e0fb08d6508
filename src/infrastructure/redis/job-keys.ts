import type { JobId } from '#domain/analysis/analysis-job';

/** Names in Redis. What is in braces picks the slot of a cluster: keys of one job stay together. */
export const jobKey = (id: JobId): string => `job:{${id}}`;

/** Jobs of one API key, by time of submission. */
export const ownerKey = (ownerId: string): string => `user:{${ownerId}}:jobs`;

/** Live jobs by the time of their last change; the reconciler's way to them. */
export const liveKey = (status: 'pending' | 'processing'): string => `jobs:${status}`;

/** The channel of one job's events. */
export const eventsChannel = (id: JobId): string => `job-events:{${id}}`;
