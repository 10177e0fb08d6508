import type { JobId } from '#domain/jobs/analysis-job';

/** Names in Redis; what is in braces picks the slot of a cluster. */
export const batchKey = (id: JobId): string => `jobs:batch:{${id}}`;
export const entriesKey = (id: JobId): string => `${batchKey(id)}:entries`;
/** Jobs of which no end is known. */
export const openKey = (id: JobId): string => `${batchKey(id)}:open`;
/** How jobs ended. */
export const outcomesKey = (id: JobId): string => `${batchKey(id)}:outcomes`;
/** Is there for as long as somebody takes it in. */
export const aliveKey = (id: JobId): string => `${batchKey(id)}:alive`;
/** Batches of one API key, by their time. */
export const ownedKey = (ownerId: string): string => `user:{${ownerId}}:batches`;
/** Batches that may have ended, by the time at which they are to be looked at. */
export const ENDED_BATCHES = 'jobs:batches:ended';
