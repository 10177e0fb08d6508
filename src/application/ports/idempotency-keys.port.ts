import type { JobId } from '#domain/jobs/analysis-job';

/** A request under an idempotency key. */
export interface KeyedRequest {
  /** Digest of body and options: the same request has the same one. */
  readonly fingerprint: string;
  readonly jobId: JobId;
}

/** Who came first under an idempotency key. Entries live for 24 hours. */
export abstract class IdempotencyKeys {
  /** Atomic: one of several simultaneous callers is the first. Resolves to that one, the caller's own or another. */
  abstract claim(ownerId: string, key: string, request: KeyedRequest): Promise<KeyedRequest>;

  /** Forgets the key, if it still is this job's: its submission was refused. Idempotent. */
  abstract release(ownerId: string, key: string, jobId: JobId): Promise<void>;
}
